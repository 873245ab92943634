import type { FieldKey } from "@v1/core";
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

const FEW: FieldKey[] = ["product.description", "product.weight"];
const MANY: FieldKey[] = [...FEW, "product.webshopUrl", "product.gender", "product.season", "product.price"];

test.each([
  [1, FEW],
  [3, FEW],
  [100, FEW],
  [3, MANY],
])(
  "rule 5: who says something else than the new owner is in conflict with it, %i products at a time, of %j",
  async (size, keys) => {
    const brand = await world.brand();
    const [shop, erp, pim] = [
      await brand.connect("shop"),
      await brand.connect("erp"),
      await brand.connect("pim"),
    ];
    const numbers = ["1", "2", "3", "4", "5", "6", "7"];
    const says = (n: string, said: string) => ({ "product.description": `${said} ${n}` });
    shop.source.put(...numbers.map((n) => record(n, says(n, "Shop"), { variants: skus(`S${n}`) })));
    erp.source.put(...numbers.map((n) => bare(n, says(n, "ERP"), { variants: skus(`S${n}`) })));
    const other = (n: string) => (Number(n) % 3 === 0 ? {} : says(n, Number(n) % 2 === 0 ? "PIM" : "ERP"));
    pim.source.put(...numbers.map((n) => bare(n, other(n), { variants: skus(`S${n}`) })));
    for (const connection of [shop, erp, pim]) await connection.sync();
    const deps = depsOf(world);
    const { fields } = await listOwnedFields(deps, { brandId: brand.id });
    const { runId } = await transferOwnership(deps, await somebody(brand), {
      fields: keys.map((key) => ({ key, version: fields.find((field) => field.key === key)?.version ?? -1 })),
      to: { connectionId: erp.id },
    });
    const ref = { brandId: brand.id, runId: runId ?? "" };
    const { tallies } = await driveAdoption(deps, ref, { size });
    expect(tallies).toMatchObject({
      read: 7,
      updated: 7,
      changes: 7,
      conflictsOpened: 7,
      conflictsClosed: 3,
    });
    const open = (await brand.openConflicts()).map((one) => `${one.connection}: ${one.observed}`);
    const theirs = ["2", "4"].map((n) => `pim: PIM ${n}`);
    expect(open.sort()).toEqual([...theirs, ...numbers.map((n) => `shop: Shop ${n}`)]);
  },
);
