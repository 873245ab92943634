import { AppError } from "@v1/core";
import { isLasting } from "@v1/db";
import { failUndo, startUndo, type UndoStep, undoChunk } from "@v1/db/ownership";
import type { OwnershipDeps, OwnershipScope } from "./types.ts";

interface Queue {
  enqueue(
    name: "undo-run",
    payload: { brandId: string; runId: string },
    options?: { key?: string },
  ): Promise<unknown>;
}

/**
 * Undoes a run (rule 14), in a run of its own that can be undone. A worker does it.
 * @throws AppError `forbidden` for who is no owner; `not_found`; `conflict` where it is under way or undone
 */
export async function undoRun(
  { db, queue }: { db: OwnershipDeps["db"]; queue: Queue },
  scope: OwnershipScope,
  { runId }: { runId: string },
): Promise<{ runId: string }> {
  const undo = await startUndo(db, { ...scope, runId });
  await queue.enqueue("undo-run", { brandId: scope.brandId, runId: undo.runId }, { key: undo.runId });
  return undo;
}

interface Options {
  /** Stops after the chunk at hand; the undo goes on later. */
  signal?: AbortSignal;
  /** Products in a chunk. */
  size?: number;
  onChunk?: (step: UndoStep) => void;
}

/**
 * Undoes chunk by chunk, to the end. Killed anywhere, it goes on behind the last chunk.
 * @throws what may pass by itself, with the undo left as it is; else it has failed
 */
export async function driveUndo(
  { db }: Pick<OwnershipDeps, "db">,
  ref: { brandId: string; runId: string },
  { signal, size, onChunk }: Options = {},
): Promise<UndoStep> {
  try {
    for (;;) {
      signal?.throwIfAborted();
      const step = await undoChunk(db, ref, size ? { size } : {});
      onChunk?.(step);
      if (step.status !== "running") return step;
    }
  } catch (error) {
    if (isLasting(error)) await failUndo(db, ref, told(error));
    throw error;
  }
}

function told(error: unknown): { code: string; message: string; hint: string } {
  const hint = "What was undone so far stands. Undo the run again for the rest, or tell us the run.";
  if (error instanceof AppError) return { code: error.code, message: error.message, hint };
  return { code: "internal", message: "The database refused a value that was to be put back.", hint };
}
