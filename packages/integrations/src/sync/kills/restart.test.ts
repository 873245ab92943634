import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyMigrations } from "@v1/stack/migrate";
import { type Postgres, removePostgresData, startPostgres, stopPostgres } from "@v1/stack/postgres";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { expectSourceData, expectWholeRun } from "./compare.ts";
import { nextCommit, openScene, type Scene } from "./scene.ts";
import { obstruct, untilBlocked } from "./sessions.ts";

const CATALOG = { products: 600, seed: 12 };

let folder: string;
let postgres: Postgres;
let scene: Scene;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "restart-"));
  postgres = await startPostgres({ dataDir: join(folder, "data") });
  await applyMigrations(postgres.url);
});
afterAll(async () => {
  await stopPostgres(join(folder, "data"), "immediate");
  removePostgresData(join(folder, "data"));
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  scene = await openScene(postgres.url, CATALOG);
});
afterEach(() => scene?.close());

/** Crashes the server and starts it again where it was. */
async function restart(): Promise<void> {
  await postgres.stop("immediate");
  postgres = await startPostgres({ dataDir: join(folder, "data"), port: postgres.port });
}

it("completes with the same worker when the server crashes between two chunks", async () => {
  const job = await scene.startRun();
  const worker = scene.startWorker(job, { chunkSize: 50, pages: 2 });
  await nextCommit(scene, job, 1);
  await restart();
  worker.grant(Number.MAX_SAFE_INTEGER);
  expect(await worker.outcome()).toMatchObject({ status: "completed" });
  await expectWholeRun(scene, job, CATALOG);
  await expectSourceData(scene, CATALOG);
});

it("completes with the same worker when the server crashes inside a chunk", async () => {
  const job = await scene.startRun();
  const worker = scene.startWorker(job, { chunkSize: 50, pages: 2, leaseSeconds: 5 });
  await nextCommit(scene, job, 1);
  const held = await obstruct(scene.db, scene.brandId, "before the commit");
  worker.grant(2);
  expect(await untilBlocked(scene.db, worker, held.pid)).toBe(true);
  await restart();
  await held.release();
  worker.grant(Number.MAX_SAFE_INTEGER);
  expect(await worker.outcome()).toMatchObject({ status: "completed" });
  await expectWholeRun(scene, job, CATALOG);
  await expectSourceData(scene, CATALOG);
});
