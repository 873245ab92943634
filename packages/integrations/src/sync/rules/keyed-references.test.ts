import { expect, test } from "vitest";
import { record, type SourceRecord, variant } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

const winter = { name: "Winter", key: "7" };
const autumn = { name: "Autumn", key: "7" };

async function seasons(brandId: string): Promise<string[]> {
  const { rows } = await world.db.pool.query<{ name: string }>(
    "select name from brand_seasons where brand_id = $1 order by name",
    [brandId],
  );
  return rows.map((row) => row.name);
}

test.each([1, 2, 10])(
  "a key with two names is one entity, named by the first, in chunks of %i",
  async (chunkSize) => {
    const brand = await world.brand();
    const shop = await brand.connect();
    shop.source.put(
      record("1", { "product.season": winter }),
      record("2", { "product.season": autumn }),
      record("3", { "product.season": autumn }),
    );
    for (let run = 0; run < 2; run += 1) {
      expect(await shop.sync({ chunkSize })).toMatchObject({ status: "completed" });
      expect(await seasons(brand.id)).toEqual(["Winter"]);
      expect((await brand.products()).map((product) => product.season)).toEqual([
        "Winter",
        "Winter",
        "Winter",
      ]);
    }
  },
);

test.each([1, 10])(
  "a name that exists is the key's where it comes first, in chunks of %i",
  async (chunkSize) => {
    const brand = await world.brand();
    const shop = await brand.connect();
    await brand.sql("insert into brand_seasons (brand_id, name) values ($1, 'Winter'), ($1, 'Autumn')", [
      brand.id,
    ]);
    shop.source.put(record("1", { "product.season": winter }), record("2", { "product.season": autumn }));
    await shop.sync({ chunkSize });
    expect((await brand.products()).map((product) => product.season)).toEqual(["Winter", "Winter"]);
  },
);

test.each([1, 10])(
  "keys of variants and of lists are entities of their own, in chunks of %i",
  async (chunkSize) => {
    const brand = await world.brand();
    const shop = await brand.connect();
    const said = (id: string, name: string): SourceRecord =>
      record(
        id,
        { "product.tags": [{ name: `Tag ${name}`, key: "t" }, "plain"] },
        { variants: [variant(`v${id}`, { "variant.color": { name, key: "c" } })] },
      );
    shop.source.put(said("1", "Red"), said("2", "Crimson"));
    await shop.sync({ chunkSize });
    expect((await brand.variants()).map((held) => held.color)).toEqual(["Red", "Red"]);
    expect((await brand.products()).map((held) => held.tags)).toEqual([
      ["Tag Red by shop", "plain by shop"],
      ["Tag Red by shop", "plain by shop"],
    ]);
  },
);
