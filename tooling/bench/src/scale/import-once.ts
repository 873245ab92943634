// One import of a file: node import-once.ts <database> <file> <folder>. Prints a line of JSON.
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { openWorkerDb } from "@v1/db";
import { createHttpClient, syncConnection } from "@v1/integrations";
import { folderFileStore } from "@v1/integrations/files";
import {
  commitImport,
  getImport,
  importConnector,
  runValidation,
  setMapping,
  startImport,
  validateImport,
} from "@v1/integrations/imports";
import { connected } from "../database.ts";
import { peakMemoryMb } from "../peak-memory.ts";

const [url = "", path = "", folder = ""] = process.argv.slice(2);
const brandId = randomUUID();
await connected(url, async (client) => {
  await client.query("insert into brands (id, name) values ($1, 'Bench')", [brandId]);
  await client.query(
    "insert into integrations (slug, name, kind) values ('spreadsheet', 'Spreadsheet', 'custom') on conflict do nothing",
  );
});
const db = openWorkerDb({ url });
// The two tasks are run here, one after the other, as soon as they are asked for.
const deps = { db, files: folderFileStore(folder), queue: { enqueue: async () => null } };
const scope = { brandId, userId: null };

const job = await startImport(deps, scope, { filename: "catalog.csv", body: createReadStream(path) });
const ref = { brandId, importId: job.id };
await setMapping(deps, scope, { importId: job.id, mapping: { ...job.mapping, currency: "EUR" } });
const began = performance.now();
await validateImport(deps, scope, { importId: job.id });
const validated = await runValidation(deps, ref);
if (validated.status !== "validated") throw new Error(`The file was ${validated.status}.`);
const validate = (performance.now() - began) / 1000;

const committed = performance.now();
const { runId } = await commitImport(deps, scope, { importId: job.id });
if (!runId) throw new Error("The commit began no run.");
const connector = importConnector(db, brandId);
const http = createHttpClient();
const events = syncConnection(
  { db, http, connector: () => connector, secrets: async () => null },
  { brandId, runId },
);
let step = await events.next();
while (!step.done) step = await events.next();
const { status, tallies, error } = step.value;
if (status !== "completed") throw new Error(`The run ended as ${status}: ${error?.message}`);
const commit = (performance.now() - committed) / 1000;

const { summary } = await getImport(deps, scope, job.id);
const rows = summary?.rows ?? 0;
console.log(JSON.stringify({ validate, commit, rows, products: tallies.created, peakMb: peakMemoryMb() }));
await Promise.all([db.close(), http.close()]);
