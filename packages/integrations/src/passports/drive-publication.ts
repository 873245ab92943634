import { AppError } from "@v1/core";
import { isLasting, type WorkerDb } from "@v1/db";
import { failPublication, type PublicationStep, publishChunk } from "@v1/db/passports";

interface Options {
  /** Stops after the products at hand; the publication goes on later. */
  signal?: AbortSignal;
  /** Products in a chunk. */
  size?: number;
  onChunk?: (step: PublicationStep) => void;
}

/**
 * Publishes chunk by chunk, to the end. Killed anywhere, it goes on behind the last chunk.
 * @throws what may pass by itself, with the publication left as it is; else it has failed
 */
export async function drivePublication(
  { db }: { db: WorkerDb },
  ref: { brandId: string; publicationId: string },
  { signal, size, onChunk }: Options = {},
): Promise<PublicationStep> {
  try {
    for (;;) {
      signal?.throwIfAborted();
      const step = await publishChunk(db, ref, size ? { size } : {});
      onChunk?.(step);
      if (step.status !== "running") return step;
    }
  } catch (error) {
    if (isLasting(error)) await failPublication(db, ref, told(error));
    throw error;
  }
}

function told(error: unknown): { code: string; message: string; hint: string } {
  const hint = "What was published so far stands. Publish the rest again.";
  if (error instanceof AppError) return { code: error.code, message: error.message, hint };
  return { code: "internal", message: "The database refused a passport.", hint };
}
