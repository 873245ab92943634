import { afterAll, beforeAll, expect, test } from "vitest";
import { World } from "./testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const CASES = [
  ["unauthorized", "unauthenticated", "access token", "Enter the Admin API access token"],
  ["denied", "forbidden", "does not allow this", "read_products"],
  ["not_found", "precondition_failed", "no Shopify Admin API at this address", "my-brand.myshopify.com"],
  ["retired_version", "precondition_failed", "no longer serves version 2026-07", "Choose 2026-10 or a newer"],
] as const;

test.each(CASES)("%s ends the run at once and asks for somebody", async (fault, code, message, hint) => {
  const scene = await world.scene();
  await scene.sync("full");
  const [before, { watermark }] = [await scene.read(), await scene.connection()];
  scene.edit(3, { title: "Changed meanwhile" });
  scene.fault(fault);
  const error = { code, message: expect.stringContaining(message), hint: expect.stringContaining(hint) };
  expect(await scene.sync()).toEqual({ status: "failed", deliveries: 1, error });
  expect(await scene.run()).toMatchObject({ status: "failed", attempts: 1, error });
  expect(await scene.read()).toEqual(before);
  expect(await scene.connection()).toEqual({
    status: "error",
    reason: expect.stringContaining(message),
    watermark,
    healthy: false,
  });

  expect(await scene.sync()).toEqual({ status: "completed", deliveries: 1 });
  expect(await scene.read()).toEqual(scene.inStore());
  expect(await scene.connection()).toMatchObject({ status: "connected", reason: null, healthy: true });
});

test("a token that expires in the middle keeps what was merged; the next run brings the rest", async () => {
  const scene = await world.scene({ chunkSize: 5 });
  await scene.sync("full");
  const { watermark } = await scene.connection();
  scene.store.control({ action: "change", every: 1 });
  scene.fault("unauthorized", 1, 4);
  expect(await scene.sync()).toMatchObject({ status: "failed", error: { code: "unauthenticated" } });
  expect(await scene.run()).toMatchObject({ status: "failed", chunk: 2, tallies: { updated: 10 } });
  expect(await scene.connection()).toMatchObject({ status: "error", watermark });
  expect(await scene.sync()).toMatchObject({ status: "completed" });
  expect(await scene.run()).toMatchObject({ tallies: { read: 20, updated: 10, unchanged: 10 } });
  expect(await scene.read()).toEqual(scene.inStore());
});
