import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Scene } from "./testing/scene.ts";
import { World } from "./testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** A shop that was synced once, and has changed since: one product edited, one gone. */
async function changedShop(options: Parameters<World["scene"]>[0] = {}): Promise<Scene> {
  const scene = await world.scene(options);
  await scene.sync("full");
  scene.edit(3, { title: "Changed meanwhile" });
  scene.store.control({ action: "delete", index: 4 });
  return scene;
}

/** After a clean full read: the shop's products, and the one that is gone archived. */
async function expectHealed(scene: Scene): Promise<void> {
  expect(await scene.sync("full")).toMatchObject({ status: "completed" });
  expect(await scene.run()).toMatchObject({ status: "completed", verified: true });
  expect((await scene.read()).filter(({ archived }) => !archived)).toEqual(scene.inStore());
  expect((await scene.read()).filter(({ archived }) => archived)).toHaveLength(1);
  expect(await scene.issues()).toEqual([]);
}

const NOT_WHOLE = [
  ["bulk_miscounts", "should hold", "cut off or is damaged"],
  ["download_cut", "cut off after", "Nothing of it is used"],
  ["download_short", "should hold", "cut off or is damaged"],
  ["download_expired", "no longer valid", "asks for a new export"],
  ["download_hangs", "stood still", "Nothing of it is used"],
] as const;

describe("an export that is not whole changes nothing", () => {
  test.each(NOT_WHOLE)("%s", async (fault, message, hint) => {
    const scene = await changedShop({ http: { idleTimeoutMs: 1_000, retries: 0 } });
    const [before, { watermark }] = [await scene.read(), await scene.connection()];
    scene.fault(fault);
    const delivered = await scene.deliver("full");
    expect(delivered).toMatchObject({
      status: "thrown",
      error: {
        code: "unavailable",
        message: expect.stringContaining(message),
        hint: expect.stringContaining(hint),
      },
    });
    expect(await scene.read()).toEqual(before);
    expect(await scene.run()).toMatchObject({ status: "running", chunk: 0, error: delivered.error });
    expect(await scene.connection()).toMatchObject({ watermark });
    await expectHealed(scene);
  });
});

test("bulk_fails once: another export is asked for, and nobody notices", async () => {
  const scene = await changedShop();
  scene.fault("bulk_fails");
  await expectHealed(scene);
});

test("bulk_fails again: what there is of it is merged, and nothing is taken for gone", async () => {
  const scene = await changedShop();
  const { watermark } = await scene.connection();
  scene.fault("bulk_fails", 2);
  expect(await scene.sync("full")).toMatchObject({ status: "completed", deliveries: 1 });
  expect(await scene.run()).toMatchObject({ verified: false, tallies: { read: 10, archived: 0 } });
  expect(await scene.connection()).toMatchObject({ watermark });
  const read = await scene.read();
  expect(read).toHaveLength(20);
  expect(read.every(({ archived }) => !archived)).toBe(true);
  expect(read.find(({ name }) => name === "Changed meanwhile")?.variants.length).toBeGreaterThan(0);
  await expectHealed(scene);
});

test("duplicate_lines: each product and variant is there once", async () => {
  const scene = await changedShop();
  scene.fault("duplicate_lines");
  await expectHealed(scene);
});

test("malformed_lines: that product stays as it is and is listed; the others are merged", async () => {
  const scene = await changedShop();
  const before = await scene.read();
  scene.fault("malformed_lines");
  expect(await scene.sync("full")).toMatchObject({ status: "completed" });
  expect(await scene.run()).toMatchObject({ verified: true, tallies: { failed: 1, archived: 1 } });
  const [issue] = await scene.issues();
  expect(issue).toMatchObject({
    code: "unmappable_record",
    field: null,
    hint: expect.stringContaining("read again by the next run"),
  });
  const after = await scene.read();
  const same = (products: typeof before) => products.find(({ id }) => id === issue?.record);
  expect(same(after)).toEqual(same(before));
  expect(after.some(({ name }) => name === "Changed meanwhile")).toBe(true);
  await expectHealed(scene);
});

test("lost_line: nobody can tell whose it was, so no product and no variant is taken for gone", async () => {
  const scene = await changedShop();
  const before = await scene.read();
  const { watermark } = await scene.connection();
  scene.fault("lost_line");
  expect(await scene.sync("full")).toMatchObject({ status: "completed" });
  expect(await scene.run()).toMatchObject({
    verified: false,
    tallies: { archived: 0, variantsTombstoned: 0, failed: 1 },
  });
  expect(await scene.connection()).toMatchObject({ watermark });
  const variants = (products: typeof before) => products.map((product) => product.variants);
  expect(variants(await scene.read())).toEqual(variants(before));
  expect((await scene.issues()).map(({ record }) => record)).toEqual(["unreadable-line-1"]);
  await expectHealed(scene);
});
