import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@v1/core";
import { stopPostgres } from "@v1/stack/postgres";
import { isBuilt } from "./app.ts";
import { bringUp, bringUpApp, type Stack } from "./bring-up.ts";
import { readOptions, type StartOptions } from "./options.ts";
import { type Processes, superviseProcesses } from "./processes.ts";
import { arrived, welcome, writeReport } from "./report.ts";
import { endLeftovers, refuseWhileRunning } from "./running.ts";
import { type Synced, syncStore } from "./sync.ts";

const say = (line: string) => console.log(line);

/** Resolves at the first Ctrl-C; the others of the same key press change nothing. */
const interrupted = new Promise<"interrupted">((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => resolve("interrupted"));
});

/** Everything up, one sync through, and then what was asked for: to leave, or to stay. */
async function work(options: StartOptions, processes: Processes): Promise<number> {
  const stack = await bringUp(options, processes, say);
  // A build takes all the machine has: an app that is built comes up first, else the sync goes first.
  const early = !options.once && isBuilt() ? await bringUpApp(stack.place, processes, say) : undefined;
  const synced = await sync(stack, options);
  const app = options.once ? undefined : (early ?? (await bringUpApp(stack.place, processes, say)));
  if (options.json) writeReport(options.json, { stack, synced, app });
  if (options.once) return synced?.run.status === "completed" ? 0 : 1;
  for (const line of welcome({ stack, app })) say(line);
  return processes.failed;
}

/** A sync that cannot even begin is no reason to take everything else down, unless it was all. */
async function sync(stack: Stack, { once }: StartOptions): Promise<Synced | undefined> {
  try {
    const synced = await syncStore(stack.place, stack.seeded);
    for (const line of arrived(synced)) say(line);
    return synced;
  } catch (error) {
    if (once || !(error instanceof AppError)) throw error;
    say([error.message, error.hint].filter(Boolean).join(" "));
    return undefined;
  }
}

async function start(options: StartOptions): Promise<number> {
  const { data } = options;
  mkdirSync(data, { recursive: true });
  refuseWhileRunning(data);
  await endLeftovers(data);
  await stopPostgres(join(data, "postgres"));
  const processes = superviseProcesses(data);
  try {
    const outcome = await Promise.race([interrupted, processes.failed, work(options, processes)]);
    if (outcome !== "interrupted") return outcome;
    say("\nStopping …");
    return 0;
  } finally {
    await processes.stopAll();
  }
}

/** The process ends here, whatever may still wait: all that it started has been stopped. */
try {
  process.exit(await start(readOptions(process.argv.slice(2))));
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error(`\n${error.message}${error.hint ? `\n${error.hint}` : ""}`);
  process.exit(1);
}
