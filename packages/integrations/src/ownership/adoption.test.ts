import { expect, test } from "vitest";
import { bare, record, skus } from "../sync/testing/records.ts";
import { useWorld } from "../sync/testing/world.ts";
import { driveAdoption, listOwnedFields, transferOwnership } from "./index.ts";
import { depsOf, somebody } from "./testing/people.ts";

const world = useWorld();

test.each([1, 2, 100])(
  "rule 9: a new owner's few records are found among many products, %i at a time",
  async (size) => {
    const brand = await world.brand();
    const shop = await brand.connect("shop");
    const erp = await brand.connect("erp");
    const numbers = Array.from({ length: 14 }, (_, n) => String(n + 10));
    shop.source.put(
      ...numbers.map((n) => record(n, { "product.description": "Shop" }, { variants: skus(`S${n}`) })),
    );
    const known = ["11", "22", "23"];
    erp.source.put(
      ...known.map((n) => bare(`e${n}`, { "product.description": "ERP" }, { variants: skus(`S${n}`) })),
    );
    await shop.sync();
    await erp.sync();
    const deps = depsOf(world);
    const { fields } = await listOwnedFields(deps, { brandId: brand.id });
    const key = "product.description" as const;
    const version = fields.find((field) => field.key === key)?.version ?? -1;
    const { runId } = await transferOwnership(deps, await somebody(brand), {
      fields: [{ key, version }],
      to: { connectionId: erp.id },
    });
    const ref = { brandId: brand.id, runId: runId ?? "" };
    expect(await driveAdoption(deps, ref, { size })).toMatchObject({
      status: "completed",
      tallies: { read: 3, updated: 3, changes: 3 },
    });
    const adopted = (await brand.products()).filter(({ description }) => description === "ERP");
    expect(adopted.map(({ identifier }) => identifier)).toEqual(known.map((n) => `style-${n}`));
  },
);
