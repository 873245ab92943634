import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { AppError } from "@v1/core";
import type { Connection } from "./brand.ts";
import { sayProgress } from "./progress.ts";
import type { Answer, Ask, SyncRun } from "./protocol.ts";
import { workerEnvironment, workerFlags } from "./worker-flags.ts";

const SCRIPT = fileURLToPath(new URL("./worker.ts", import.meta.url));

export interface Worker {
  sync(connection: Connection, mode: "full" | "incremental"): Promise<SyncRun>;
}

interface WorkerOptions {
  url: string;
  profile: string | undefined;
  /** Collect the plans of all statements, which takes time. */
  explain?: boolean;
}

/** Lends a worker process of its own, started with the flags that the worker ships with. */
export async function withWorker<T>(
  options: WorkerOptions,
  work: (worker: Worker) => Promise<T>,
): Promise<T> {
  const { url, profile, explain = false } = options;
  const profiling = profile ? ["--cpu-prof", `--cpu-prof-dir=${profile}`] : [];
  const child = fork(SCRIPT, [], {
    execArgv: [...workerFlags(), ...profiling],
    env: { ...process.env, ...workerEnvironment() },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  try {
    await ask(child, { ask: "open", url, explain });
    return await work({
      sync: async (connection, mode) => {
        const answer = await ask(child, { ask: "sync", mode, ...connection });
        if (answer.answer === "synced") return answer.run;
        throw unexpected(JSON.stringify(answer));
      },
    });
  } finally {
    if (child.connected) child.disconnect();
    await ended;
  }
}

/** One question at a time; news of progress comes before the answer. */
function ask(child: ChildProcess, question: Ask): Promise<Answer> {
  const show = sayProgress();
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      child.off("message", hear);
      child.off("exit", died);
      finish();
    };
    const hear = (answer: Answer) => {
      if (answer.answer === "progress") show(answer.read, answer.total);
      else if (answer.answer === "failed") settle(() => reject(unexpected(answer.message)));
      else settle(() => resolve(answer));
    };
    const died = (code: number | null, signal: string | null) =>
      settle(() => reject(unexpected(`it ended by itself (${signal ?? `exit code ${code}`})`)));
    child.on("message", hear);
    child.on("exit", died);
    child.send(question);
  });
}

function unexpected(what: string): AppError {
  return new AppError({
    code: "internal",
    message: `The bench's worker failed: ${what}`,
    hint: "Its own output stands above. With --products 2000 the same can be tried quickly.",
  });
}
