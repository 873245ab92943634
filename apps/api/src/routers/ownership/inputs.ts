import { OWNABLE_FIELDS } from "@v1/core";
import { z } from "zod";

/** A field that can be owned, by its key. */
export const fieldKey = z.enum(OWNABLE_FIELDS);
/** Why it is done, for the audit log. */
export const reason = z.string().trim().min(1).max(500).optional();
