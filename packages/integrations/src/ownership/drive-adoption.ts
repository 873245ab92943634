import { AppError } from "@v1/core";
import { isLasting } from "@v1/db";
import {
  type AdoptionStep,
  adoptChunk,
  failAdoption,
  findAdoption,
  listWaitingAdoptions,
} from "@v1/db/ownership";
import type { OwnershipDeps } from "./types.ts";

type Deps = Pick<OwnershipDeps, "db" | "connector">;

interface Options {
  /** Stops after the chunk at hand; the run goes on later. */
  signal?: AbortSignal;
  /** Products in a chunk. */
  size?: number | undefined;
  onChunk?: (step: AdoptionStep) => void;
}

/**
 * Adopts what a new owner said, chunk by chunk, to the run's end. Killed anywhere, it goes on behind the
 * last chunk; driven twice at once, both take turns.
 * @throws what may pass by itself, with the run left as it is; else the run has failed
 */
export async function driveAdoption(
  deps: Deps,
  ref: { brandId: string; runId: string },
  { signal, size, onChunk }: Options = {},
): Promise<AdoptionStep> {
  const { slug } = await findAdoption(deps.db, ref);
  const complete = new Set(deps.connector(slug).complete);
  try {
    for (;;) {
      signal?.throwIfAborted();
      const step = await adoptChunk(deps.db, ref, { complete, ...(size ? { size } : {}) });
      onChunk?.(step);
      if (step.status !== "running") return step;
    }
  } catch (error) {
    if (isLasting(error)) await failAdoption(deps.db, ref, told(error));
    throw error;
  }
}

/** First thing in a run of the new owner: what waits for it, and what nobody finished. */
export async function adoptWaiting(
  deps: Deps,
  { brandId, connectionId, signal }: { brandId: string; connectionId: string; signal?: AbortSignal },
): Promise<void> {
  for (const runId of await listWaitingAdoptions(deps.db, { brandId, connectionId })) {
    await driveAdoption(deps, { brandId, runId }, signal ? { signal } : {});
  }
}

function told(error: unknown): { code: string; message: string; hint?: string } {
  const hint = "What was adopted so far stands. Transfer the field again, or tell us the run.";
  if (error instanceof AppError)
    return { code: error.code, message: error.message, hint: error.hint ?? hint };
  return { code: "internal", message: "The database refused a value of the new owner.", hint };
}
