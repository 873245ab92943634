import { type ChildProcess, fork, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SyncOutcome } from "../types.ts";
import type { Grant, WorkerNews, WorkerOrder } from "./worker.ts";

const SCRIPT = fileURLToPath(new URL("./worker.ts", import.meta.url));

/** A worker process of a test's own, and the name that its sessions carry. */
export class Worker {
  readonly name: string;
  readonly pid: number;
  readonly news: WorkerNews[] = [];
  /** How the process ended: its code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  readonly #child: ChildProcess;
  #warden: ChildProcess | null = null;
  #errors = "";

  constructor(name: string, order: WorkerOrder) {
    this.name = name;
    const url = new URL(order.databaseUrl);
    url.searchParams.set("application_name", name);
    this.#child = fork(SCRIPT, [JSON.stringify({ ...order, databaseUrl: url.href })], {
      // The test's own flags are for its runner; Node reads TypeScript by itself.
      execArgv: [],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.pid = this.#child.pid ?? 0;
    this.#child.on("message", (news) => this.news.push(news as WorkerNews));
    this.#child.stderr?.on("data", (text) => {
      this.#errors += String(text);
    });
    this.ended = new Promise((resolve) => {
      this.#child.once("close", (code, signal) => {
        this.#warden?.kill();
        resolve(signal ?? code);
      });
    });
  }

  /** Lets its source give that many pages more. */
  grant(pages: number): void {
    this.#child.send({ pages } satisfies Grant, () => undefined);
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.ended;
  }

  /** Freezes it where it stands, as a swapped-out machine or a suspended laptop. */
  pause(): void {
    this.#child.kill("SIGSTOP");
    this.#warden ??= startWarden(this.pid);
  }

  wake(): void {
    this.#child.kill("SIGCONT");
    this.#warden?.kill();
    this.#warden = null;
  }

  /** What the worker's run came to. @throws Error where the process ended without an answer */
  async outcome(): Promise<SyncOutcome> {
    const how = await this.ended;
    const last = this.news.find((news) => news.type === "outcome");
    if (last?.type === "outcome") return last.outcome;
    throw new Error(`Worker ${this.name} ended (${how}) without an outcome.\n${this.#errors}`);
  }
}

/** A frozen process cannot notice that its test was killed: this one does, and ends it. */
function startWarden(pid: number): ChildProcess {
  const script = `while kill -0 ${process.pid} 2>/dev/null; do sleep 1; done; kill -9 ${pid}`;
  const warden = spawn("sh", ["-c", script], { stdio: "ignore", detached: true });
  warden.unref();
  return warden;
}

/** Starts workers and ends all that are left, also those of a test that failed. */
export class Workers {
  readonly #started: Worker[] = [];

  start(order: WorkerOrder): Worker {
    const worker = new Worker(`worker-${this.#started.length + 1}`, order);
    this.#started.push(worker);
    return worker;
  }

  async endAll(): Promise<void> {
    await Promise.all(this.#started.map((worker) => worker.kill()));
  }
}
