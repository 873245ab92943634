import { createHash } from "node:crypto";
import { tracked } from "@trpc/server";
import { type BrandScope, getRun, listRuns, type Run } from "@v1/db";
import type { ApiDeps } from "../deps.ts";
import type { Member } from "../trpc.ts";

interface Watch {
  deps: ApiDeps;
  member: Member;
  /** One run until it ends; the brand's newest run, whichever that is, for as long as one listens. */
  runId?: string;
  /** What the listener has seen before it was cut off. */
  lastEventId?: string | null;
  signal?: AbortSignal;
}

/** Milliseconds after which one looks even though nobody told: notices may be lost. */
const LOOK_MS = 5_000;
const ENDED = ["completed", "failed", "cancelled"];

/**
 * A run as it moves. Each state has an id made of what it says, so that a listener who comes back with
 * the last one is told only what is new, by whichever process.
 */
export async function* watchRun(watch: Watch) {
  const { deps, member, runId } = watch;
  const signal = AbortSignal.any([watch.signal, deps.leaving].filter((one) => one !== undefined));
  const bell = doorbell();
  const leave = deps.runs.subscribe((notice) => {
    if (notice.brandId === member.brandId && (!runId || notice.runId === runId)) bell.ring();
  });
  signal.addEventListener("abort", bell.ring, { once: true });
  let seen = watch.lastEventId ?? null;
  try {
    while (!signal.aborted && !isOver(member.claims.exp)) {
      bell.reset();
      const run = await member.read((scope) => look(scope, runId));
      const id = run ? idOf(run) : null;
      if (run && id && id !== seen) yield tracked(id, run);
      seen = id;
      if (runId && run && ENDED.includes(run.status)) return;
      await bell.rung(LOOK_MS);
    }
  } finally {
    leave();
    signal.removeEventListener("abort", bell.ring);
  }
}

async function look(scope: BrandScope, runId: string | undefined): Promise<Run | undefined> {
  if (runId) return getRun(scope, runId);
  return (await listRuns(scope, { limit: 1 })).items[0];
}

function idOf(run: Run): string {
  return createHash("sha256").update(JSON.stringify(run)).digest("base64url").slice(0, 22);
}

/** The second at which the caller's session ends: they come back with a new token. */
function isOver(expires: number): boolean {
  return Date.now() >= expires * 1000;
}

/** Rung at any time, also while nobody waits: the next wait then ends at once. */
function doorbell() {
  let bell = Promise.withResolvers<void>();
  return {
    ring: () => bell.resolve(),
    reset() {
      bell = Promise.withResolvers<void>();
    },
    async rung(atMostMs: number): Promise<void> {
      const timer = setTimeout(bell.resolve, atMostMs);
      await bell.promise;
      clearTimeout(timer);
    },
  };
}
