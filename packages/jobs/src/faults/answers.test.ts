import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { World } from "./testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

describe("a fault that passes while the request is tried again is not noticed", () => {
  test.each(["limited", "limited_for", "unavailable", "throttled", "slow_answer"] as const)(
    "%s",
    async (fault) => {
      const scene = await world.scene();
      scene.fault(fault, 1, 1);
      expect(await scene.sync("full")).toEqual({ status: "completed", deliveries: 1 });
      expect(await scene.read()).toEqual(scene.inStore());
      expect(await scene.run()).toMatchObject({ status: "completed", verified: true, error: null });
      expect(await scene.connection()).toMatchObject({ status: "connected", reason: null, healthy: true });
    },
  );
});

const LASTING = [
  ["limited", { code: "rate_limited", message: "limited this shop's requests", hint: "tried again later" }],
  ["limited_for", { code: "rate_limited", message: "status 429", hint: "tried again later" }],
  ["server_error", { code: "unavailable", message: "status 500", hint: "tried again later" }],
  ["unavailable", { code: "unavailable", message: "status 503", hint: "tried again later" }],
  ["internal_error", { code: "unavailable", message: "Internal error", hint: "status page" }],
  ["not_json", { code: "unavailable", message: "not GraphQL", hint: "password page" }],
] as const;

describe("a fault that stays for an attempt leaves everything as it was; the next one heals it", () => {
  test.each(LASTING)("%s", async (fault, { code, message, hint }) => {
    const scene = await world.scene();
    await scene.sync("full");
    const [before, { watermark }] = [await scene.read(), await scene.connection()];
    scene.edit(3, { title: "Changed meanwhile" });
    scene.fault(fault, 1_000);
    const error = { code, message: expect.stringContaining(message), hint: expect.stringContaining(hint) };
    expect(await scene.deliver()).toEqual({ status: "thrown", deliveries: 1, error });
    const stopped = await scene.run();
    expect(stopped).toMatchObject({ status: "running", error });
    expect(await scene.read()).toEqual(before);
    expect(await scene.connection()).toMatchObject({ status: "connected", watermark });

    scene.store.control({ action: "behave" });
    expect(await scene.sync()).toEqual({ status: "completed", deliveries: 1 });
    expect(await scene.run()).toMatchObject({
      id: stopped.id,
      status: "completed",
      verified: true,
      error: null,
    });
    expect(await scene.read()).toEqual(scene.inStore());
    expect(await scene.issues()).toEqual([]);
  });
});

test("an outage that outlasts all attempts ends the run with its reason, and the schedule goes on", async () => {
  const scene = await world.scene();
  await scene.sync("full");
  const [before, { watermark }] = [await scene.read(), await scene.connection()];
  scene.edit(3, { title: "Changed meanwhile" });
  scene.fault("server_error", 1_000);
  const error = {
    code: "unavailable",
    message: "Shopify answered with status 500.",
    hint: "The run is tried again later.",
  };
  expect(await scene.sync()).toEqual({ status: "failed", deliveries: 8, error });
  expect(await scene.run()).toMatchObject({ status: "failed", attempts: 8, error });
  expect(await scene.read()).toEqual(before);
  expect(await scene.connection()).toEqual({
    status: "connected",
    reason: error.message,
    watermark,
    healthy: false,
  });

  scene.store.control({ action: "behave" });
  expect(await scene.sync()).toMatchObject({ status: "completed", deliveries: 1 });
  expect(await scene.read()).toEqual(scene.inStore());
  expect(await scene.connection()).toMatchObject({ status: "connected", reason: null, healthy: true });
});

describe("an answer that never comes", () => {
  test("ends the attempt at its time limit; the next one heals it", async () => {
    const scene = await world.scene({ http: { headTimeoutMs: 1_000, retries: 0 } });
    scene.fault("hangs", 1, 1);
    expect(await scene.deliver("full")).toMatchObject({
      status: "thrown",
      error: {
        code: "unavailable",
        message: expect.stringContaining("has not answered within 1 seconds"),
        hint: expect.stringContaining("asked again later"),
      },
    });
    expect(await scene.read()).toEqual([]);
    expect(await scene.sync("full")).toMatchObject({ status: "completed" });
    expect(await scene.read()).toEqual(scene.inStore());
  });
});

test("a shop that fails in the middle of a read keeps what was merged, and goes on from there", async () => {
  const scene = await world.scene({ chunkSize: 5 });
  await scene.sync("full");
  scene.store.control({ action: "change", every: 1 });
  // Who it is, how much has changed, and two pages are answered.
  scene.fault("server_error", 1, 4);
  expect(await scene.deliver()).toMatchObject({ status: "thrown", error: { code: "unavailable" } });
  const stopped = await scene.run();
  expect(stopped).toMatchObject({ status: "running", mode: "incremental", chunk: 2 });
  const named = (await scene.read()).map(({ name }) => name);
  expect(named.filter((name) => name.endsWith(" II"))).toHaveLength(10);

  expect(await scene.sync()).toMatchObject({ status: "completed", deliveries: 1 });
  expect(await scene.run()).toMatchObject({ id: stopped.id, tallies: { read: 20, updated: 20, failed: 0 } });
  expect(await scene.read()).toEqual(scene.inStore());
});
