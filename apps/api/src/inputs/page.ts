import { z } from "zod";

/** A page of a list: where the one before ended, and how many rows at most. */
export const page = z.object({
  /** `nextCursor` of the page before, as it is. */
  cursor: z.string().max(1_000).nullish(),
  limit: z.int().min(1).max(200).default(50),
});
