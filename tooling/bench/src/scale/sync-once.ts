// One full sync of a connection over HTTP: node sync-once.ts <database> <brand> <connection>. Prints a line of JSON.
import { openWorkerDb } from "@v1/db";
import { startRun, timings } from "@v1/db/sync";
import { connectors, createHttpClient, type SyncDeps, syncConnection } from "@v1/integrations";
import { measureConnector } from "../measure-connector.ts";
import { peakMemoryMb } from "../peak-memory.ts";
import { Stopwatch } from "../stopwatch.ts";
import { TOKEN } from "./shop.ts";

const [url = "", brandId = "", connectionId = ""] = process.argv.slice(2);
const db = openWorkerDb({ url });
const http = createHttpClient({ allowPrivate: true });
const watch = new Stopwatch();
timings.byStatement = new Map();

const began = performance.now();
const { runId } = await startRun(db, { brandId, connectionId, mode: "full", trigger: "manual" });
const deps: SyncDeps = {
  db,
  http,
  connector: () => measureConnector(connectors.shopify, watch),
  secrets: async () => ({ accessToken: TOKEN }),
};
const events = syncConnection(deps, { brandId, runId });
let step = await events.next();
while (!step.done) step = await events.next();
const seconds = (performance.now() - began) / 1000;
const { status, tallies, error } = step.value;
if (status !== "completed") throw new Error(`The run ended as ${status}: ${error?.message}`);
// A heartbeat waits for the chunk that is merged; that is no work of its own.
const merging = [...timings.byStatement].reduce(
  (sum, [name, spent]) => sum + (name === "heartbeat" ? 0 : spent),
  0,
);
const firstPage = watch.parts.get("read: group the export") ?? 0;
console.log(
  JSON.stringify({ seconds, firstPage, merging, peakMb: peakMemoryMb(), created: tallies.created }),
);
await Promise.all([db.close(), http.close()]);
