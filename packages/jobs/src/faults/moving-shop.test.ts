import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { World } from "./testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

describe("edited_while_read", () => {
  test("during an export: the export is merged as it is, the next run brings the edit", async () => {
    const scene = await world.scene();
    scene.fault("edited_while_read");
    await scene.sync("full");
    const edited = (await scene.read()).filter(({ name }) => name.endsWith(", edited"));
    expect(edited).toEqual([]);
    expect(await scene.run()).toMatchObject({ verified: true, tallies: { created: 20, failed: 0 } });
    expect(await scene.sync()).toMatchObject({ status: "completed" });
    expect(await scene.run()).toMatchObject({ mode: "incremental", tallies: { updated: 1 } });
    expect(await scene.read()).toEqual(scene.inStore());
  });

  test("during a paged read: products that change move to its end, and none is missed", async () => {
    const scene = await world.scene({ chunkSize: 5 });
    await scene.sync("full");
    scene.store.control({ action: "change", every: 2 });
    scene.fault("edited_while_read", 2);
    expect(await scene.sync()).toMatchObject({ status: "completed", deliveries: 1 });
    expect(await scene.run()).toMatchObject({ mode: "incremental", verified: true, tallies: { failed: 0 } });
    expect(scene.inStore().filter(({ name }) => name.endsWith(", edited"))).toHaveLength(2);
    expect(await scene.read()).toEqual(scene.inStore());
    expect(await scene.issues()).toEqual([]);
  });
});

test("a product that is deleted is archived, and restored as the same one", async () => {
  const scene = await world.scene();
  await scene.sync("full");
  const before = await scene.read();
  scene.store.control({ action: "delete", index: 6 });
  await scene.sync();
  expect(await scene.read()).toEqual(before);
  await scene.sync("full");
  expect(await scene.run()).toMatchObject({ verified: true, tallies: { archived: 1 } });
  expect((await scene.read()).filter(({ archived }) => archived)).toHaveLength(1);

  scene.store.control({ action: "restore", index: 6 });
  await scene.sync();
  expect(await scene.run()).toMatchObject({ mode: "incremental", tallies: { restored: 1, created: 0 } });
  expect(await scene.read()).toEqual(before);
});

describe("a clock that goes back", () => {
  const DAY = 86_400;

  test("what it dates before the last word is listed and dropped, until newer data comes", async () => {
    const scene = await world.scene();
    scene.edit(3, { title: "First" });
    await scene.sync("full");
    const before = await scene.read();
    scene.store.control({ action: "clock", offsetSeconds: -30 * DAY });
    scene.edit(3, { title: "Second" });
    expect(await scene.sync("full")).toMatchObject({ status: "completed" });
    expect(await scene.run()).toMatchObject({ tallies: { late: 1, updated: 0 } });
    expect(await scene.issues()).toEqual([
      expect.objectContaining({ code: "late_data", hint: expect.stringMatching(/\w/) }),
    ]);
    expect(await scene.read()).toEqual(before);

    scene.store.control({ action: "behave" });
    scene.edit(3, { title: "Third" });
    await scene.sync("full");
    expect(await scene.read()).toEqual(scene.inStore());
    expect(await scene.issues()).toEqual([]);
  });

  test("the brand may let older data in", async () => {
    const scene = await world.scene();
    scene.edit(3, { title: "First" });
    await scene.sync("full");
    scene.store.control({ action: "clock", offsetSeconds: -30 * DAY });
    scene.edit(3, { title: "Second" });
    await scene.sync("full");
    await scene.acceptOlder();
    expect(await scene.sync("full")).toMatchObject({ status: "completed" });
    expect(await scene.read()).toEqual(scene.inStore());
  });

  test("a watermark that was taken while the clock ran ahead hides nothing", async () => {
    const scene = await world.scene();
    scene.store.control({ action: "clock", offsetSeconds: 10 * DAY });
    await scene.sync("full");
    scene.store.control({ action: "behave" });
    scene.edit(5, { title: "Changed after the clock was put right" });
    await scene.sync();
    expect(await scene.run()).toMatchObject({ mode: "incremental", verified: true, tallies: { updated: 1 } });
    expect(await scene.read()).toEqual(scene.inStore());
    scene.edit(6, { title: "Changed later" });
    await scene.sync();
    expect(await scene.run()).toMatchObject({ mode: "incremental", tallies: { updated: 1 } });
    expect(await scene.read()).toEqual(scene.inStore());
  });
});
