// The jobs' modules are here for their weight: a worker process carries them too.
import "@v1/jobs/client";
import { openWorkerDb, type WorkerDb } from "@v1/db";
import { startRun, timings } from "@v1/db/sync";
import { createHttpClient, type SyncDeps, shopifyBulkFile, syncConnection } from "@v1/integrations";
import { explainingUrl, explainStatements, type Plan } from "./explain.ts";
import { measureConnector } from "./measure-connector.ts";
import { measureStatements } from "./measure-statements.ts";
import { peakMemoryMb } from "./peak-memory.ts";
import type { Answer, Ask, SyncRun } from "./protocol.ts";
import { Stopwatch } from "./stopwatch.ts";

type SyncAsk = Extract<Ask, { ask: "sync" }>;

const http = createHttpClient();
let db: WorkerDb | undefined;
let watch = new Stopwatch();
let plans: () => Plan[] = () => [];

process.on("message", (ask: Ask) => {
  handle(ask).then(reply, (error: unknown) => {
    reply({
      answer: "failed",
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  });
});
process.on("disconnect", () => process.exit(0));

/** What the engine calls statements that do not wait for the chunk before. */
const AHEAD = "ahead: ";

function reply(answer: Answer): void {
  process.send?.(answer);
}

async function handle(ask: Ask): Promise<Answer> {
  if (ask.ask === "sync") return { answer: "synced", run: await sync(opened(), ask) };
  db = openWorkerDb({ url: ask.explain ? explainingUrl(ask.url) : ask.url });
  if (ask.explain) plans = explainStatements(db);
  measureStatements(db, () => watch);
  return { answer: "opened" };
}

function opened(): WorkerDb {
  if (db) return db;
  throw new Error("The worker was not told which database to open.");
}

async function sync(database: WorkerDb, { mode, ...connection }: SyncAsk): Promise<SyncRun> {
  watch = new Stopwatch();
  timings.byStatement = new Map();
  const cpu = process.cpuUsage();
  const began = performance.now();
  const { runId } = await startRun(database, { ...connection, mode, trigger: "manual" });
  const outcome = await drive(database, { brandId: connection.brandId, runId });
  const seconds = (performance.now() - began) / 1000;
  const used = process.cpuUsage(cpu);
  for (const [name, spent] of timings.byStatement) {
    if (name.startsWith(AHEAD)) watch.add("ahead", name.slice(AHEAD.length), spent);
    else watch.add("merge", name, spent);
  }
  return {
    ...outcome,
    ...(await storedRun(database, connection.brandId, runId)),
    seconds,
    cpuSeconds: (used.user + used.system) / 1e6,
    peakMb: peakMemoryMb(),
    stages: watch.stages,
    parts: Object.fromEntries(watch.parts),
    plans: plans(),
  };
}

/** As the worker drives a run, chunks as large as they ship. */
async function drive(database: WorkerDb, job: { brandId: string; runId: string }) {
  const deps: SyncDeps = {
    db: database,
    http,
    connector: () => measureConnector(shopifyBulkFile, watch),
    secrets: async () => null,
  };
  const events = syncConnection(deps, job);
  for (;;) {
    const step = await events.next();
    if (step.done) {
      const { status, tallies, error } = step.value;
      if (error) throw new Error(`The run ended as ${status}: ${error.message} ${error.hint ?? ""}`);
      return { status, tallies };
    }
    const { tallies, total } = step.value;
    reply({ answer: "progress", read: tallies.read, total });
  }
}

async function storedRun(database: WorkerDb, brandId: string, runId: string) {
  const { rows } = await database.pool.query<Pick<SyncRun, "mode" | "mappingVersion">>(
    `select mode, mapping_version as "mappingVersion" from sync_runs where brand_id = $1 and id = $2`,
    [brandId, runId],
  );
  const [run] = rows;
  if (!run) throw new Error(`Run ${runId} is not stored.`);
  return run;
}
