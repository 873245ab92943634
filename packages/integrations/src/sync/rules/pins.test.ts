import type { FieldKey, ObservedProduct } from "@v1/core";
import { expect, test } from "vitest";
import { record } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

function said(name: string): ObservedProduct {
  return {
    "product.materials": [{ name, percentage: "100.00", component: "main" }],
    "product.journey": [{ stepType: "weaving", facility: { name } }],
    "product.tags": [name],
    "product.ecoClaims": [name],
  };
}

const shown = (name: string) => ({
  materials: [`main: ${name} 100.00`],
  journey: [`weaving at ${name}`],
  tags: [`${name} by shop`],
  claims: [`${name} by shop`],
});

test.each(["product.materials", "product.journey", "product.tags", "product.ecoClaims"] as const)(
  "rule 3: a pin of %s wins over the owner, for that product and that field alone",
  async (field: FieldKey) => {
    const brand = await world.brand();
    const shop = await brand.connect();
    shop.source.put(record("1", said("Wool")), record("2", said("Wool")));
    await shop.sync();
    await brand.pin(field, (await brand.product("style-1")).id);
    shop.source.put(record("1", said("Hemp")), record("2", said("Hemp")));
    const { runId } = await shop.sync();
    const column = field === "product.ecoClaims" ? "claims" : field.slice("product.".length);
    expect(await brand.product("style-1")).toMatchObject(
      Object.fromEntries(
        Object.entries(shown("Hemp")).map(([name, value]) => [
          name,
          name === column ? shown("Wool")[name as keyof ReturnType<typeof shown>] : value,
        ]),
      ),
    );
    expect(await brand.product("style-2")).toMatchObject(shown("Hemp"));
    const changed = (await brand.changes(runId)).filter((change) => change.product === "style-1");
    expect(changed.map((change) => change.field)).not.toContain(field);
    expect(changed).toHaveLength(3);
  },
);
