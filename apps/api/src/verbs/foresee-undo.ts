import type { WorkerDb } from "@v1/db";
import { previewUndo } from "@v1/db/ownership";
import { countPublishedFrom } from "@v1/db/passports";

/** What an undo of a run would put back, and what not and why; and how many passports show the run until then. */
export async function foresee(db: WorkerDb, run: { brandId: string; runId: string }) {
  const [preview, published] = await Promise.all([previewUndo(db, run), countPublishedFrom(db, run)]);
  return { ...preview, published };
}
