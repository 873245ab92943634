import { editProduct } from "@v1/db";
import { countPublishedFrom } from "@v1/db/passports";
import { expect, test } from "vitest";
import { driveAdoption, history, listPins, pin, unpinFields } from "../ownership/index.ts";
import { listOwnedFields } from "../ownership/list-owners.ts";
import { replayRun } from "../ownership/replay-run.ts";
import { depsOf, somebody } from "../ownership/testing/people.ts";
import { transferOwnership } from "../ownership/transfer-ownership.ts";
import { driveUndo, undoRun } from "../ownership/undo-run.ts";
import { bare, issue, record, skus } from "../sync/testing/records.ts";
import { useWorld } from "../sync/testing/world.ts";
import { diffPassport, listPending, publishPassports } from "./index.ts";
import { passportDeps, versionsOf } from "./testing/versions.ts";

const world = useWorld();
const queue = { enqueue: async () => null };

/** A product of a shop, observed by an ERP as well, pinned in one field, and published. */
async function published() {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const erp = await brand.connect("erp");
  await shop.set({ archive_guard_percent: 100 });
  const said = (description: string, gender?: "men" | "women") =>
    record(
      "1",
      { "product.description": description, ...(gender ? { "product.gender": gender } : {}) },
      {
        variants: skus("A"),
      },
    );
  shop.source.put(said("old"));
  await shop.sync();
  shop.source.put(said("published", "men"));
  const { runId } = await shop.sync();
  erp.source.put(bare("e", { "product.description": "ERP" }, { variants: skus("A") }));
  await erp.sync();
  const owner = await somebody(brand);
  const { id: productId } = await brand.product("style-1");
  await pin(depsOf(world), owner, { productId, fieldKey: "product.gender" });
  shop.source.put(said("published", "women"));
  await shop.sync();
  const deps = passportDeps(world);
  await publishPassports(deps, owner, { kind: "products", productIds: [productId] });
  return { brand, shop, erp, owner, productId, runId, said, deps };
}

type Scene = Awaited<ReturnType<typeof published>>;

/** Everything that writes canonical data, and what then differs from the published version. */
const WRITERS: Record<string, { write: (scene: Scene) => Promise<unknown>; field: string; now: unknown }> = {
  "a sync": {
    write: ({ shop, said }) => {
      shop.source.put(said("synced", "women"));
      return shop.sync();
    },
    field: "product.description",
    now: "synced",
  },
  "a transfer": {
    write: async ({ brand, erp, owner }) => {
      const deps = depsOf(world);
      const { fields } = await listOwnedFields(deps, { brandId: brand.id });
      const version = fields.find(({ key }) => key === "product.description")?.version ?? -1;
      const made = await transferOwnership(deps, owner, {
        fields: [{ key: "product.description", version }],
        to: { connectionId: erp.id },
        adopt: "now",
      });
      if (made.runId) await driveAdoption(deps, { brandId: brand.id, runId: made.runId });
    },
    field: "product.description",
    now: "ERP",
  },
  "an unpin": {
    write: async ({ owner }) => {
      const deps = depsOf(world);
      const pins = (await listPins(deps, owner)).items.map(({ id }) => id);
      return unpinFields(deps, owner, { pins });
    },
    field: "product.gender",
    now: "women",
  },
  "an undo": {
    write: async ({ brand, owner, runId }) => {
      const made = await undoRun({ db: world.db, queue }, owner, { runId });
      return driveUndo({ db: world.db }, { brandId: brand.id, runId: made.runId });
    },
    field: "product.description",
    now: "old",
  },
  "a replay": {
    write: async ({ shop, owner, said }) => {
      shop.source.put({ ...said("published", "women"), issues: [issue("product.season")] });
      const { runId } = await shop.sync();
      shop.source.put({ ...said("replayed", "women") });
      const replay = await replayRun({ db: world.db, queue }, owner, { runId });
      return shop.drive(replay.runId);
    },
    field: "product.description",
    now: "replayed",
  },
  "somebody's edit": {
    write: ({ owner, productId }) =>
      editProduct(world.db, { ...owner, productId, changes: { "product.gender": "unisex" }, pin: {} }),
    field: "product.gender",
    now: "unisex",
  },
};

test.each(Object.entries(WRITERS))(
  "rule 17: %s leaves the published version as it is, and marks the passport",
  async (_name, { write, field, now }) => {
    const scene = await published();
    const before = await versionsOf(scene.brand);
    expect(before).toMatchObject([
      { version: 1, content: { product: { "product.description": "published" } } },
    ]);
    expect(await scene.brand.product("style-1")).toMatchObject({ status: "published", pending: false });
    await write(scene);
    expect(await versionsOf(scene.brand)).toEqual(before);
    expect(await scene.brand.product("style-1")).toMatchObject({ status: "published", pending: true });
    const diff = await diffPassport(scene.deps, scene.owner, { productId: scene.productId });
    expect(diff.changes).toMatchObject([{ fieldKey: field, current: now }]);
    expect((await listPending(scene.deps, scene.owner, {})).items).toMatchObject([
      { productId: scene.productId, changes: 1, published: { version: 1 } },
    ]);
  },
);

test("rule 17: before an undo one learns how many published passports show what the run wrote", async () => {
  const { brand, runId, productId, owner, deps, shop, said } = await published();
  const from = (id: string) => countPublishedFrom(world.db, { brandId: brand.id, runId: id });
  expect(await from(runId)).toBe(1);
  shop.source.put(said("later", "women"));
  const later = await shop.sync();
  expect([await from(runId), await from(later.runId)]).toEqual([1, 0]);
  await publishPassports(deps, owner, { kind: "products", productIds: [productId] });
  expect(await from(later.runId)).toBe(1);
  const other = await world.brand();
  expect(await countPublishedFrom(world.db, { brandId: other.id, runId })).toBe(0);
});

test("rule 17: a product's history tells its versions among what happened to it", async () => {
  const { productId, owner, shop, said, deps } = await published();
  shop.source.put(said("later", "women"));
  await shop.sync();
  await publishPassports(deps, owner, { kind: "products", productIds: [productId] });
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof history>> = await history(depsOf(world), owner, {
      productId,
      cursor,
      limit: 1,
    });
    seen.push(...page.items.map(({ fieldKey, after, user }) => `${fieldKey} ${after} ${user}`));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen.filter((entry) => entry.startsWith("$published"))).toEqual([
    "$published 2 Olive Owner",
    "$published 1 Olive Owner",
  ]);
  expect(seen[0]).toBe("$published 2 Olive Owner");
});

test("rule 17: what leaves for the archive and comes back is still the version that was published", async () => {
  const { brand, shop, said, owner, productId, deps } = await published();
  const before = await versionsOf(brand);
  // What it says when it comes back is what was published: all that differs by then is what somebody typed.
  shop.source.put(said("published", "men"));
  await shop.sync();
  await brand.sql("delete from field_pins where brand_id = $1", [brand.id]);
  await brand.sql("update product_sources set state = 'gone' where brand_id = $1 and connection_id <> $2", [
    brand.id,
    shop.id,
  ]);
  shop.source.remove("1");
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({ status: "archived" });
  await editProduct(world.db, { ...owner, productId, changes: { "product.salesStatus": "draft" }, pin: {} });
  shop.source.put(said("published", "men"));
  await shop.sync();
  expect(await versionsOf(brand)).toEqual(before);
  expect(await brand.product("style-1")).toMatchObject({ status: "published", pending: true });
  const { changes } = await diffPassport(deps, owner, { productId });
  expect(changes.map(({ fieldKey }) => fieldKey)).toEqual(["product.salesStatus"]);
});

test("rule 17: a renamed material and a moved mill change nothing that was published", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  shop.source.put(
    record("1", {
      "product.materials": [{ name: "Cotton", percentage: "100.00", component: "main" }],
      "product.journey": [{ stepType: "weaving", facility: { name: "Mill", city: "Porto" } }],
    }),
  );
  await shop.sync();
  const owner = await somebody(brand);
  const deps = passportDeps(world);
  const { id: productId } = await brand.product("style-1");
  await publishPassports(deps, owner, { kind: "products", productIds: [productId] });
  const before = await versionsOf(brand);
  await brand.sql("update brand_materials set name = 'Organic cotton' where brand_id = $1", [brand.id]);
  await brand.sql("update brand_facilities set city = 'Braga' where brand_id = $1", [brand.id]);
  expect(await versionsOf(brand)).toEqual(before);
  const { changes } = await diffPassport(deps, owner, { productId });
  expect(changes).toMatchObject([
    { fieldKey: "product.materials", published: [{ name: "Cotton" }], current: [{ name: "Organic cotton" }] },
    { fieldKey: "product.journey", current: [{ facility: { name: "Mill", city: "Braga" } }] },
  ]);
});

test("rule 17: nor does a version go that another one has followed", async () => {
  const { brand, shop, said, owner, productId, deps } = await published();
  shop.source.put(said("later", "women"));
  await shop.sync();
  await publishPassports(deps, owner, { kind: "products", productIds: [productId] });
  await expect(brand.sql("delete from passport_versions where version = 1")).rejects.toThrow("never changes");
  expect(await versionsOf(brand)).toHaveLength(2);
});

test.each([
  ["update passport_versions set content = '{}'"],
  ["update passport_versions set version = version"],
  ["update passport_versions set published_by = null"],
  ["delete from passport_versions"],
  ["truncate passport_versions cascade"],
  ["delete from passports"],
  ["update passports set version = version"],
  ["delete from products"],
  [
    "with x as (select set_config('app.erasing_brand', gen_random_uuid()::text, false)) delete from passport_versions using x",
  ],
])("rule 17: the database itself refuses a worker: %s", async (statement) => {
  const { brand } = await published();
  const before = await versionsOf(brand);
  await expect(brand.sql(statement)).rejects.toThrow(/never changes|next version|never emptied/);
  expect(await versionsOf(brand)).toEqual(before);
});
