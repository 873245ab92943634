import { Cron } from "croner";
import { z } from "zod";

/** Five fields, UTC; null for by hand only. */
export const cron = z
  .string()
  .trim()
  .max(100)
  .refine(isCron, "Write five fields, such as */15 * * * * for every quarter of an hour.")
  .nullable();

function isCron(text: string): boolean {
  try {
    return new Cron(text, { paused: true, mode: "5-part" }).nextRun() !== null;
  } catch {
    return false;
  }
}
