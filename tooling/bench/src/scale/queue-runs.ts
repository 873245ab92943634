// Queues a run of each connection, in this order: node queue-runs.ts <database> <JSON of connections>.
import { openWorkerDb } from "@v1/db";
import { startRun } from "@v1/db/sync";
import { closeQueue, enqueue } from "@v1/jobs/client";
import type { Shop } from "./shop.ts";

const [url = "", list = "[]"] = process.argv.slice(2);
const shops: Shop[] = JSON.parse(list);
const db = openWorkerDb({ url, max: 2 });
for (const { brandId, connectionId } of shops) {
  const { runId } = await startRun(db, { brandId, connectionId, mode: "full", trigger: "manual" });
  await enqueue("sync-connection", { brandId, connectionId, runId }, { key: connectionId });
}
await Promise.all([db.close(), closeQueue()]);
console.log("queued");
