import { editProduct } from "@v1/db";
import { countConflicts, countOpenConflicts, getConflict, listConflicts } from "@v1/db/ownership";
import { expect, test } from "vitest";
import { bare, record, skus, variant } from "../sync/testing/records.ts";
import { useWorld } from "../sync/testing/world.ts";
import { resolveConflict, resolveMany } from "./resolve-conflicts.ts";
import { somebody } from "./testing/people.ts";
import { readAs } from "./testing/read-as.ts";
import { driveUndo, undoRun } from "./undo-run.ts";

const world = useWorld();

/** A shop owns everything; an ERP says otherwise of every product's description and of one colour. */
async function quarrel(products = 3) {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const erp = await brand.connect("erp");
  const ids = Array.from({ length: products }, (_, n) => String(n + 1));
  const shown = (color: string, id: string) =>
    variant(`v${id}`, { "variant.sku": `S${id}`, "variant.color": color });
  shop.source.put(
    ...ids.map((id) => record(id, { "product.description": "Shop" }, { variants: [shown("Navy", id)] })),
  );
  await shop.sync();
  erp.source.put(
    ...ids.map((id) =>
      bare(
        `e${id}`,
        { "product.identifier": `style-${id}`, "product.description": `ERP ${id}` },
        {
          variants: id === "1" ? [shown("Red", id)] : skus(`S${id}`),
        },
      ),
    ),
  );
  await erp.sync();
  const person = await somebody(brand, "member");
  const list = (request = {}) => readAs(brand, person, (scope) => listConflicts(scope, request));
  return { brand, shop, erp, person, list, deps: { db: world.db } };
}

async function firstOf(
  brand: Awaited<ReturnType<typeof quarrel>>,
  fieldKey: "product.description" | "variant.color",
) {
  const [conflict] = (await brand.list({ fieldKey })).items;
  if (!conflict) throw new Error("No conflict.");
  return conflict;
}

test("rule 5: the inbox lists, filters, pages and counts what is open", async () => {
  const { brand, erp, person, list } = await quarrel();
  const all = (await list()).items;
  expect(all.map(({ fieldKey, observed }) => [fieldKey, observed]).sort()).toEqual([
    ["product.description", "ERP 1"],
    ["product.description", "ERP 2"],
    ["product.description", "ERP 3"],
    ["variant.color", "Red"],
  ]);
  const one = await list({ limit: 1 });
  const rest = await list({ limit: 10, cursor: one.nextCursor });
  expect([...one.items, ...rest.items].map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  expect(rest.nextCursor).toBeNull();
  expect((await list({ fieldKey: "variant.color" })).items).toMatchObject([
    { variant: "S1", canonical: "Navy", observed: "Red", connection: "erp", label: "Colour" },
  ]);
  const longAgo = new Date(Date.now() - 60_000);
  expect((await list({ openedBefore: longAgo })).items).toEqual([]);
  expect((await list({ connectionId: erp.id, openedAfter: longAgo })).items).toHaveLength(4);
  expect(await readAs(brand, person, countOpenConflicts)).toEqual({ open: 4, more: false });
  expect(await readAs(brand, person, (scope) => countConflicts(scope))).toMatchObject([
    { fieldKey: "product.description", connection: "erp", count: 3 },
    { fieldKey: "variant.color", connection: "erp", count: 1 },
  ]);
});

test("rule 5: one conflict tells both values, the owner and what the others say", async () => {
  const scene = await quarrel(1);
  const { id } = await firstOf(scene, "product.description");
  const detail = await readAs(scene.brand, scene.person, (scope) => getConflict(scope, id));
  expect(detail).toMatchObject({
    canonical: "Shop",
    observed: "ERP 1",
    owner: { kind: "connection", connection: "shop" },
    others: [
      { connection: "erp", observed: "ERP 1", isOwner: false },
      { connection: "shop", observed: "Shop", isOwner: true },
    ],
  });
});

test("rule 5: a dismissed conflict stays away until the connection says something else", async () => {
  const scene = await quarrel(1);
  const { brand, shop, erp, deps, person, list } = scene;
  const conflict = await firstOf(scene, "product.description");
  await resolveConflict(deps, person, { conflict, resolution: { by: "dismiss" } });
  expect((await list({ fieldKey: "product.description" })).items).toEqual([]);
  expect((await list({ state: "dismissed" })).items).toMatchObject([{ id: conflict.id }]);
  // Our own value moves, and a sync hears the same again: still dismissed.
  shop.source.put(record("1", { "product.description": "Shop, new" }, { variants: skus("S1") }));
  await shop.sync();
  await erp.sync();
  expect((await list({ fieldKey: "product.description" })).items).toEqual([]);
  erp.source.put(bare("e1", { "product.identifier": "style-1", "product.description": "ERP, new" }));
  await erp.sync();
  expect((await list({ fieldKey: "product.description" })).items).toMatchObject([{ observed: "ERP, new" }]);
  const audit = await brand.sql<{ action: string }>(
    "select action from audit_log where brand_id = $1 and actor_id = $2",
    [brand.id, person.userId],
  );
  expect(audit).toEqual([{ action: "conflict.dismiss" }]);
});

test("rule 5: a dismissal can be taken back", async () => {
  const scene = await quarrel(1);
  const conflict = await firstOf(scene, "product.description");
  const { deps, person, list } = scene;
  await resolveConflict(deps, person, { conflict, resolution: { by: "dismiss" } });
  await resolveConflict(deps, person, { conflict, resolution: { by: "reopen" } });
  expect((await list({ fieldKey: "product.description" })).items).toMatchObject([{ id: conflict.id }]);
});

test("rule 8: resolved by a pin, our value stays whatever its owner says later", async () => {
  const scene = await quarrel(1);
  const { brand, shop, deps, person } = scene;
  const conflict = await firstOf(scene, "product.description");
  const resolution = { by: "pin", value: "ours", reason: "Ours is right." } as const;
  expect(await resolveConflict(deps, person, { conflict, resolution })).toEqual({ resolved: 1 });
  expect(await resolveConflict(deps, person, { conflict, resolution })).toEqual({ resolved: 0 });
  shop.source.put(record("1", { "product.description": "Shop, new" }, { variants: skus("S1") }));
  await shop.sync();
  const product = await brand.product("style-1");
  expect(product.description).toBe("Shop");
  expect(await brand.provenance(product.id)).toMatchObject({ "product.description": "pin" });
  expect((await brand.openConflicts()).map(({ field }) => field)).toEqual(["variant.color"]);
});

test("rule 8: resolved by a pin of theirs, their value is written and stays", async () => {
  const scene = await quarrel(1);
  const { brand, shop, erp, deps, person } = scene;
  for (const fieldKey of ["product.description", "variant.color"] as const) {
    const conflict = await firstOf(scene, fieldKey);
    await resolveConflict(deps, person, { conflict, resolution: { by: "pin", value: "theirs" } });
  }
  await shop.sync();
  await erp.sync();
  expect(await brand.product("style-1")).toMatchObject({ description: "ERP 1" });
  expect(await brand.variants()).toMatchObject([{ sku: "S1", color: "Red" }]);
  expect(await brand.openConflicts()).toEqual([]);
});

test("rule 5: many are resolved at once by filter, the others stay", async () => {
  const scene = await quarrel(5);
  const { deps, person, list, brand } = scene;
  const filter = { fieldKey: "product.description" } as const;
  expect(await resolveMany(deps, person, { filter, by: "pin", most: 2 })).toEqual({
    resolved: 2,
    more: true,
  });
  expect(await resolveMany(deps, person, { filter, by: "dismiss", most: 100 })).toEqual({
    resolved: 3,
    more: false,
  });
  expect((await list()).items.map(({ fieldKey }) => fieldKey)).toEqual(["variant.color"]);
  const [pins] = await brand.sql<{ count: number }>(
    "select count(*)::int as count from field_pins where brand_id = $1",
    [brand.id],
  );
  expect(pins?.count).toBe(2);
});

test("rule 5: who is no member resolves nothing", async () => {
  const scene = await quarrel(1);
  const stranger = { brandId: scene.brand.id, userId: scene.brand.id };
  const conflict = await firstOf(scene, "product.description");
  await expect(
    resolveConflict(scene.deps, stranger, { conflict, resolution: { by: "dismiss" } }),
  ).rejects.toMatchObject({ code: "forbidden" });
  expect((await scene.list()).items).toHaveLength(2);
});

test("rule 5: an owner is in no conflict, also where what it says was undone", async () => {
  const { brand, shop, person, list } = await quarrel(1);
  const said = (description: string) =>
    record(
      "1",
      { "product.description": description },
      { variants: [variant("v1", { "variant.sku": "S1", "variant.color": "Navy" })] },
    );
  shop.source.put(said("Shop, new"));
  const { runId } = await shop.sync();
  const undo = await undoRun({ db: world.db, queue: { enqueue: async () => null } }, await somebody(brand), {
    runId,
  });
  await driveUndo({ db: world.db }, { brandId: person.brandId, runId: undo.runId });
  // Merged again: what stands there is not what its owner says.
  await shop.set({ mapping_version: 2 });
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({ description: "Shop" });
  expect((await list()).items.map(({ connection }) => connection)).toEqual(["erp", "erp"]);
});

test("rule 5: an edit opens and closes conflicts, as what observers say compares with what was typed", async () => {
  const { brand, shop, person, list } = await quarrel(1);
  await brand.setOwner("product.description", "manual");
  await brand.setOwner("variant.color", "manual");
  const { id: productId } = await brand.product("style-1");
  const { id: variantId } = await brand.variant("S1");
  const edit = (description: string, color: string) =>
    editProduct(world.db, {
      ...person,
      productId,
      changes: { "product.description": description },
      variants: [{ id: variantId, changes: { "variant.color": color } }],
    });
  const open = async () =>
    (await list()).items
      .map(({ fieldKey, connection, canonical }) => [fieldKey, connection, canonical])
      .sort();
  await edit("Ours", "navy ");
  expect(await open()).toEqual([
    ["product.description", "erp", "Ours"],
    ["product.description", "shop", "Ours"],
    ["variant.color", "erp", "Navy"],
  ]);
  // Names are compared as names, and texts as a sync compares them.
  await edit(" ERP 1", "RED");
  expect(await open()).toEqual([
    ["product.description", "shop", " ERP 1"],
    ["variant.color", "shop", "RED"],
  ]);
  const again = await shop.sync();
  expect(again.tallies).toMatchObject({ conflictsOpened: 0, conflictsClosed: 0 });
});

test("a list in conflict is shown beside the list that stands, not beside nothing", async () => {
  const { shop, erp, list } = await quarrel(1);
  const wool = { name: "Wool", percentage: "100.00", component: "main" };
  const facility = { name: "Mill" };
  const lists = { "product.tags": ["new"], "product.journey": [{ stepType: "weaving", facility }] };
  shop.source.put(record("1", { "product.materials": [wool], ...lists }));
  await shop.sync();
  const linen = { ...wool, name: "Linen" };
  const others = { "product.tags": ["old"], "product.journey": [{ stepType: "dyeing", facility }] };
  erp.source.put(bare("e1", { "product.identifier": "style-1", "product.materials": [linen], ...others }));
  await erp.sync();
  const shown = (await list()).items.map(({ fieldKey, canonical, observed }) => [
    fieldKey,
    canonical,
    observed,
  ]);
  expect(shown).toEqual(
    expect.arrayContaining([
      ["product.materials", [wool], [linen]],
      ["product.tags", lists["product.tags"], ["old"]],
      ["product.journey", lists["product.journey"], others["product.journey"]],
    ]),
  );
});
