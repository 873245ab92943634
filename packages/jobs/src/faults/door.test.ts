import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeQueue, useQueue } from "../client.ts";
import { closeContext } from "../context.ts";
import { localContext } from "../runtime/local-context.ts";
import { collectSpans } from "../testing/collect-spans.ts";
import { idleQueue } from "../testing/idle-queue.ts";
import { startTracing } from "../tracing.ts";
import { type Scene, theTask } from "./testing/scene.ts";
import { World } from "./testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await World.open();
  for (const name of ["DATABASE_URL", "CREDENTIALS_KEYS"] as const) vi.stubEnv(name, world.env[name]);
  vi.stubEnv("ALLOW_PRIVATE_ADDRESSES", "true");
  useQueue(idleQueue());
});
afterAll(async () => {
  await Promise.all([closeContext(), closeQueue()]);
  vi.unstubAllEnvs();
  await world.close();
});

/** The task itself, with all that its process opens by its environment. */
async function run(scene: Scene, mode: "full" | "auto", traceparent?: string): Promise<unknown> {
  const task = await theTask();
  const now = new Date();
  const ctx = localContext(task, { id: "job", attempt: 1, createdAt: now, startedAt: now });
  const payload = await task.parse({ ...scene.ids, mode, traceparent });
  return task.run(payload, { ctx, signal: new AbortController().signal });
}

test("the task itself meets a fault, says so, and heals with its next run", async () => {
  const scene = await world.scene();
  expect(await run(scene, "full")).toMatchObject({ status: "completed" });
  scene.edit(3, { title: "Changed meanwhile" });
  scene.fault("unauthorized");
  expect(await run(scene, "auto")).toMatchObject({ status: "failed", error: { code: "unauthenticated" } });
  expect(await scene.connection()).toMatchObject({ status: "error", healthy: false });
  scene.fault("unavailable");
  expect(await run(scene, "auto")).toMatchObject({ status: "completed" });
  expect(await scene.connection()).toMatchObject({ status: "connected", healthy: true });
  expect(await scene.read()).toEqual(scene.inStore());
});

test("its calls to the shop belong to the trace of the request that asked for it", async () => {
  const collector = await collectSpans();
  const stop = startTracing({ service: "test", endpoint: collector.endpoint });
  const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
  const scene = await world.scene();
  await run(scene, "full", `00-${traceId}-00f067aa0ba902b7-01`);
  await stop();
  await collector.close();
  const task = collector.named("sync-connection");
  expect(task).toMatchObject({ traceId, parentSpanId: "00f067aa0ba902b7" });
  expect(collector.named("POST 127.0.0.1")).toMatchObject({ traceId, parentSpanId: task?.spanId });
  expect(collector.told()).not.toContain(scene.store.token);
});

test("what may pass is thrown, for the runtime to try again", async () => {
  const scene = await world.scene();
  scene.fault("internal_error");
  await expect(run(scene, "full")).rejects.toMatchObject({ code: "unavailable", retryable: true });
  expect(await run(scene, "full")).toMatchObject({ status: "completed" });
  expect(await scene.read()).toEqual(scene.inStore());
});
