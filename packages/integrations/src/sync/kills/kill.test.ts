import { readdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { SyncJob } from "../types.ts";
import { expectSourceData, expectWholeRun } from "./compare.ts";
import { nextCommit, openScene, runState, type Scene } from "./scene.ts";
import { OBSTACLES, type Obstacle, obstruct, sessionsOf, untilBlocked, untilGone } from "./sessions.ts";
import { until } from "./until.ts";
import type { Worker } from "./workers.ts";

const KILLS = 20;

let database: TestDatabase;
let scene: Scene;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await scene?.close();
  await database?.drop();
});

/**
 * Kills while one chunk's transaction has begun and cannot end, and the next is read and staged.
 * @returns the chunk that the run had come to; null where the worker lost its lease before that
 */
async function killInside(worker: Worker, job: SyncJob, obstacle: Obstacle): Promise<number | null> {
  const held = await obstruct(scene.db, scene.brandId, obstacle);
  try {
    worker.grant(2);
    const blocked = await untilBlocked(scene.db, worker, held.pid);
    return blocked ? (await runState(scene.db, job)).chunk : null;
  } finally {
    await worker.kill();
    await held.release();
  }
}

/** Kills while the worker stands still and the server knows of no transaction of it. */
async function killBetween(worker: Worker, job: SyncJob): Promise<number> {
  await until(async () => {
    worker.pause();
    const sessions = await sessionsOf(scene.db, worker.name);
    const outside = sessions.length > 0 && sessions.every(({ inTransaction }) => !inTransaction);
    if (!outside) worker.wake();
    return outside;
  }, `${worker.name} is between two chunks`);
  const { chunk } = await runState(scene.db, job);
  await worker.kill();
  return chunk;
}

it(`keeps exactly the source's data through ${KILLS} kills inside and between chunks`, async () => {
  const catalog = { products: 5_000, seed: 11 };
  scene = await openScene(database.url, catalog);
  scene.store.control({ action: "slow", pageDelayMs: 20, hundredLinesDelayMs: 1 });
  const job = await scene.startRun();
  const obstacles = Object.keys(OBSTACLES) as Obstacle[];
  let chunk = 0;
  for (let kills = 0; kills < KILLS; ) {
    const worker = scene.startWorker(job, { pages: 1 });
    await nextCommit(scene, job, chunk);
    const obstacle = obstacles[(kills / 2) % obstacles.length];
    const inside = kills % 2 === 0 && obstacle !== undefined;
    const before = inside ? await killInside(worker, job, obstacle) : await killBetween(worker, job);
    await untilGone(scene.db, worker.name);
    ({ chunk } = await runState(scene.db, job));
    if (before === null) continue;
    // What was under way is undone, what was committed stays.
    expect(chunk).toBe(before);
    kills += 1;
  }
  const outcome = await scene.startWorker(job).outcome();
  expect(outcome).toMatchObject({ status: "completed", tallies: { created: catalog.products } });
  await expectWholeRun(scene, job, catalog);
  await expectSourceData(scene, catalog);
}, 900_000);

it("keeps exactly the source's data when workers die at any moment", async () => {
  const catalog = { products: 600, seed: 14 };
  scene = await openScene(database.url, catalog);
  const job = await scene.startRun();
  let chunk = 0;
  // While it reads, maps, copies, plans, writes or commits: wherever it stands by then.
  for (const milliseconds of [0, 7, 15, 24, 34, 45]) {
    const worker = scene.startWorker(job, { chunkSize: 20 });
    chunk = await nextCommit(scene, job, chunk);
    await sleep(milliseconds);
    await worker.kill();
  }
  expect(await scene.startWorker(job).outcome()).toMatchObject({ status: "completed" });
  await expectWholeRun(scene, job, catalog);
  await expectSourceData(scene, catalog);
  expect(await readdir(scene.spillRoot)).toEqual([]);
});
