import { expect, test } from "vitest";
import { bare, record, type SourceRecord, skus, variant } from "../testing/records.ts";
import { teller } from "../testing/told.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();
const told = teller(world);

/** One colour of a style: a record of its own, whose group is the style. */
function colour(id: string, ...codes: string[]): SourceRecord {
  return record(id, {}, { groupKey: "style", variants: skus(...codes) });
}

test("members of a group bring their variants together, and only the first writes the product", async () => {
  const { products, variants, links } = await told(async (brand) => ({
    connection: await brand.connect(),
    records: [colour("1", "A", "B"), colour("2", "C"), colour("3", "D"), colour("4")],
  }));
  expect(products.map(({ name }) => name)).toEqual(["Style 1"]);
  expect(variants.map(({ sku }) => sku)).toEqual(["A", "B", "C", "D"]);
  expect(links.map(({ product }) => product)).toEqual(Array(4).fill("style-1"));
});

test("of two members that name one SKU the first has it", async () => {
  const { variants, errors } = await told(async (brand) => {
    const connection = await brand.connect("shop", { matchBy: [] });
    connection.source.put(colour("1", "A"));
    await connection.sync();
    const named = (id: string, sku: string) =>
      record(id, {}, { groupKey: "style", variants: [variant(`v${id}`, { "variant.sku": sku })] });
    return { connection, records: [named("2", "B"), named("3", "B"), named("4", "A")] };
  });
  expect(variants.map(({ sku }) => sku)).toEqual(["A", "B", null, null]);
  expect(errors.map(({ record: of, code }) => [of, code])).toEqual([
    ["3", "duplicate_value"],
    ["4", "duplicate_value"],
  ]);
});

test("a variant that nobody of us holds goes to the first member that fits it", async () => {
  const size = (id: string) =>
    record(id, {}, { groupKey: "style", variants: [variant(`v${id}`, { "variant.size": "M" })] });
  const { variants } = await told(async (brand) => {
    const shop = await brand.connect("shop");
    shop.source.put(record("1", {}, { variants: [variant("theirs", { "variant.size": "M" })] }));
    await shop.sync();
    const erp = await brand.connect("erp", { matchBy: ["identifier"] });
    erp.source.put(record("1", {}, { groupKey: "style" }));
    await erp.sync();
    return { connection: erp, records: [size("2"), size("3")] };
  });
  expect(variants).toHaveLength(2);
});

test("a pinned variant that one member drops is there for the next that fits it", async () => {
  const { variants } = await told(async (brand) => {
    const connection = await brand.connect("shop", { matchBy: [] });
    const sized = (id: string, ...sizes: string[]) =>
      record(
        id,
        {},
        { groupKey: "style", variants: sizes.map((n) => variant(`${id}${n}`, { "variant.size": n })) },
      );
    connection.source.put(sized("1", "S"), sized("2", "M"), sized("3", "L"));
    await connection.sync();
    const [, pinned] = await brand.variants();
    const [product] = await brand.products();
    await brand.pin("variant.size", product?.id ?? "", pinned?.id);
    return { connection, records: [sized("2"), sized("3", "L", "M")] };
  });
  expect(variants).toHaveLength(3);
});

test("two ids of one variant at the source stay with it, whichever member names them", async () => {
  const { variants } = await told(async (brand) => {
    const connection = await brand.connect("shop", { matchBy: [] });
    connection.source.put(
      record("1", {}, { groupKey: "style", variants: [variant("x")] }),
      record("2", {}, { groupKey: "style", variants: [variant("y")] }),
    );
    await connection.sync();
    await world.db.pool.query(
      `update variant_sources set variant_id = (select variant_id from variant_sources where external_id = 'x' and brand_id = $1)
       where external_id = 'y' and brand_id = $1`,
      [brand.id],
    );
    const says = (id: string, own: string, size: string) =>
      record(id, {}, { groupKey: "style", variants: [variant(own, { "variant.size": size })] });
    return { connection, records: [says("1", "x", "S"), says("2", "y", "M")] };
  });
  expect(variants.filter(({ live }) => live).length).toBeGreaterThan(0);
});

test("who leaves the group, who comes from elsewhere and who joins are decided one after the other", async () => {
  const { links } = await told(async (brand) => {
    const connection = await brand.connect("shop", { matchBy: [] });
    connection.source.put(colour("1", "A"), colour("2", "B"), record("0", {}, { variants: skus("Z") }));
    await connection.sync();
    return {
      connection,
      records: [
        record("1", {}, { variants: skus("A") }),
        record("0", {}, { groupKey: "style", variants: skus("Z") }),
        colour("2", "B", "C"),
        colour("3", "D"),
        colour("4", "E"),
      ],
    };
  });
  expect(links.filter(({ externalId }) => ["3", "4"].includes(externalId))).toHaveLength(2);
});

test("members change at once: each its own variants, and what one gives up another may take", async () => {
  const { variants, errors } = await told(async (brand) => {
    const connection = await brand.connect("shop", { matchBy: [] });
    connection.source.put(colour("1", "A"), colour("2", "B"), colour("3", "C"));
    await connection.sync();
    const now = (id: string, own: string, sku: string) =>
      record(
        id,
        { "product.name": `Now ${id}` },
        { groupKey: "style", variants: [variant(own, { "variant.sku": sku })] },
      );
    return {
      connection,
      records: [now("1", "A", "A2"), now("2", "B", "A"), now("3", "C", "C2"), bare("4", {})],
    };
  });
  expect(variants.map(({ sku }) => sku)).toEqual(["A2", "A", "C2"]);
  expect(errors.map(({ record: of }) => of)).toEqual(["4"]);
});

test("a new variant of a product that stands brings its size along, which nobody has written down yet", async () => {
  const sized = (size: string) => ({ variants: [variant(`v-${size}`, { "variant.size": size })] });
  const { variants } = await told(async (brand) => {
    const shop = await brand.connect("shop");
    shop.source.put(record("1", {}, { variants: skus("A") }));
    await shop.sync();
    const erp = await brand.connect("erp", { matchBy: ["identifier"] });
    await brand.setOwner("variant.size", shop);
    return { connection: erp, records: [record("1", {}, sized("M")), record("2", {}, sized("L"))] };
  });
  expect(variants.map(({ product, size }) => [product, size])).toEqual([
    ["style-1", null],
    ["style-1", "M"],
    ["style-2", "L"],
  ]);
});
