import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Tallies } from "@v1/integrations";
import { workerEnvironment, workerFlags } from "../worker-flags.ts";

const SCRIPT = fileURLToPath(new URL("./adopt-worker.ts", import.meta.url));

/** A transfer that waits. */
export interface AdoptAsk {
  url: string;
  brandId: string;
  runId: string;
}

export interface AdoptAnswer {
  /** From the task's begin to its end; the owner has changed before. */
  seconds: number;
  tallies: Tallies;
  /** Most memory that the process has held since its start, in millions of bytes. */
  peakMb: number;
  /** Seconds by statement. */
  parts: Record<string, number>;
}

/** Has a transfer carried out by a worker process of its own, with the flags that the worker ships with. */
export async function adoptInWorker(ask: AdoptAsk): Promise<AdoptAnswer> {
  const child = fork(SCRIPT, [], {
    execArgv: workerFlags(),
    env: { ...process.env, ...workerEnvironment() },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  const answered = once(child, "message");
  child.send(ask);
  const [answer] = await Promise.race([
    answered,
    ended.then(([code]) => Promise.reject(new Error(`The transfer's worker ended by itself (${code}).`))),
  ]);
  child.disconnect();
  await ended;
  return answer;
}
