import { bigint } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";

/** Moves with every change of ownership; a plan made under an older version is made again. */
export const ownershipVersions = brandTable(
  "ownership_versions",
  { version: bigint("version", { mode: "number" }).notNull().default(1) },
  { access: "read-only", root: true, key: [] },
);
