import { expect, test } from "vitest";
import { noHttp } from "../http/testing/no-http.ts";
import { record, type SourceRecord, variant } from "../sync/testing/records.ts";
import { useWorld } from "../sync/testing/world.ts";
import {
  getMapping,
  listOwnedFields,
  listRecordPaths,
  type MappingDeps,
  previewMapping,
  saveMapping,
} from "./index.ts";
import { depsOf, somebody } from "./testing/people.ts";

const world = useWorld();

function detailed(id: string, details: object): SourceRecord {
  const variants = [variant(`${id}-a`, { "variant.sku": `${id}-A` })];
  return {
    ...record(id, { "product.description": "By the connector" }, { variants }),
    details,
  } as SourceRecord;
}

async function scene() {
  const brand = await world.brand();
  const shop = await brand.connect("shop", {
    fields: ["product.name", "product.description", "variant.sku"],
  });
  shop.source.put(
    detailed("1", { text: "<p>One</p>", fabric: "80% Wool, 20% Silk", grams: "1,5 kg" }),
    detailed("2", { text: "<p>Two</p>", fabric: "Wool 200%" }),
    detailed("3", {}),
    detailed("4", { text: "Four" }),
  );
  await shop.sync();
  const deps: MappingDeps = {
    ...depsOf(world),
    http: noHttp,
    secrets: async () => null,
  };
  return { brand, shop, deps, scope: await somebody(brand) };
}

const sources = {
  "product.description": { path: "details.text", transform: { steps: [{ do: "html" as const }] } },
  "product.weight": {
    path: "details.grams",
    transform: { steps: [{ do: "number" as const, decimal: "," as const, to: "g" as const }] },
  },
  "variant.color": { path: "id" },
};

test("rule 16: a mapping is previewed on three real records, and nothing is saved by it", async () => {
  const { brand, shop, deps, scope } = await scene();
  const preview = await previewMapping(deps, scope, { connectionId: shop.id, sources });
  expect(preview.map(({ externalId }) => externalId)).toEqual(["1", "2", "3"]);
  expect(preview[0]?.fields).toEqual([
    {
      key: "product.description",
      variant: null,
      raw: "<p>One</p>",
      before: "By the connector",
      after: "One",
      issue: null,
    },
    {
      key: "product.weight",
      variant: null,
      raw: "1,5 kg",
      after: { value: "1500.00", unit: "g" },
      issue: null,
    },
    { key: "variant.color", variant: "1-a", raw: "1-a", after: "1-a", issue: null },
  ]);
  // Nothing stands there: the field would not be spoken of any more.
  expect(preview[2]?.fields[0]).toEqual({
    key: "product.description",
    variant: null,
    raw: null,
    before: "By the connector",
    issue: null,
  });
  const wrong = {
    "product.materials": { path: "details.fabric", transform: { steps: [{ do: "composition" as const }] } },
  };
  const [, second] = await previewMapping(deps, scope, { connectionId: shop.id, sources: wrong });
  expect(second?.fields[0]?.issue).toMatchObject({ message: expect.any(String), hint: expect.any(String) });
  expect((await getMapping(deps, scope, shop.id)).fields.every(({ source }) => source === null)).toBe(true);
  expect(await brand.sql("select from field_sources where brand_id = $1", [brand.id])).toEqual([]);
});

test("rule 3: a saved mapping is what the next run reads by, every record of it, and its new field has an owner", async () => {
  const { brand, shop, deps, scope } = await scene();
  const { mappingVersion } = await getMapping(deps, scope, shop.id);
  const saved = await saveMapping(deps, scope, { connectionId: shop.id, sources, mappingVersion });
  expect(saved.mappingVersion).toBe(mappingVersion + 1);
  // Nothing changed at the source, and an incremental run was asked for.
  const { status, tallies, runId } = await shop.sync({ mode: "incremental" });
  expect(status).toBe("completed");
  expect((await brand.run(runId)).mode).toBe("full");
  expect(tallies.unchanged).toBe(0);
  const shown = (await brand.products()).map(({ description, weight }) => [description, weight]);
  expect(shown).toEqual([
    ["One", "1500.00 g"],
    ["Two", null],
    ["By the connector", null],
    ["Four", null],
  ]);
  expect((await brand.variant("1-A")).color).toBe("1-a");
  const { fields } = await listOwnedFields(deps, scope);
  const weight = fields.find(({ key }) => key === "product.weight");
  expect(weight).toMatchObject({
    owner: { connection: "shop" },
    sources: [
      { connection: "shop", owns: true, enabled: true, source: { path: "details.grams", custom: true } },
    ],
  });
  // The same again is no change, and taking it back is one.
  expect((await shop.sync()).tallies.unchanged).toBe(4);
  await saveMapping(deps, scope, {
    connectionId: shop.id,
    sources: { "product.description": null },
    mappingVersion: saved.mappingVersion,
  });
  await shop.sync();
  expect((await brand.product("style-1")).description).toBe("By the connector");
});

test("rule 1: a mapping is changed by owners of the brand, on what stands, and audited", async () => {
  const { brand, shop, deps, scope } = await scene();
  const change = { connectionId: shop.id, sources, mappingVersion: 1, reason: "The feed changed." };
  const member = await somebody(brand, "member");
  await expect(saveMapping(deps, member, change)).rejects.toMatchObject({ code: "forbidden" });
  await saveMapping(deps, scope, change);
  await expect(saveMapping(deps, scope, change)).rejects.toMatchObject({ code: "conflict" });
  const expression = { "product.name": { path: "", transform: { steps: [], expression: "a[" } } };
  const unreadable = saveMapping(deps, scope, { ...change, mappingVersion: 2, sources: expression });
  await expect(unreadable).rejects.toMatchObject({ code: "bad_request" });
  const strange = { ...change, connectionId: "00000000-0000-0000-0000-000000000001" };
  await expect(saveMapping(deps, scope, strange)).rejects.toMatchObject({ code: "not_found" });
  const entries = await brand.sql(
    "select actor_id, target from audit_log where brand_id = $1 and action = 'mapping.change'",
    [brand.id],
  );
  expect(entries).toMatchObject([{ actor_id: scope.userId, target: { reason: "The feed changed." } }]);
});

test("places of real records are listed, of products and of variants", async () => {
  const { shop, deps, scope } = await scene();
  const paths = await listRecordPaths(deps, scope, shop.id);
  expect(paths.records).toEqual(["1", "2", "3"]);
  expect(paths.product).toContainEqual({ path: "details.fabric", example: "80% Wool, 20% Silk" });
  expect(paths.variant).toContainEqual({ path: "id", example: "1-a" });
});
