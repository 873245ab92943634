import { randomInt } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { catalog, matchBy } from "../testing/random-catalog.ts";
import type { SourceRecord } from "../testing/records.ts";
import { type Brand, useWorld } from "../testing/world.ts";

const world = useWorld();
const CASES = 30;
const seed = randomInt(2 ** 31);

interface Story {
  shop: { first: SourceRecord[]; second: SourceRecord[]; matchBy: ("barcode" | "sku" | "identifier")[] };
  erp: { only: SourceRecord[]; matchBy: ("barcode" | "sku" | "identifier")[]; mayCreate: boolean };
}

const story: fc.Arbitrary<Story> = fc.record({
  shop: fc.record({ first: catalog, second: catalog, matchBy }),
  erp: fc.record({ only: catalog, matchBy, mayCreate: fc.boolean() }),
});

async function tell({ shop, erp }: Story, chunkSize: number) {
  const brand = await world.brand();
  const first = await brand.connect("shop", { matchBy: shop.matchBy });
  const second = await brand.connect("erp", { matchBy: erp.matchBy, mayCreate: erp.mayCreate });
  await brand.setOwner("product.description", second);
  await brand.setOwner("variant.barcode", second);
  await first.set({ archive_guard_percent: 100 });
  const runs: string[] = [];
  const sync = async (connection: typeof first, records: SourceRecord[]) => {
    connection.source.records = records;
    const { status, runId } = await connection.sync({ chunkSize });
    expect(status).toBe("completed");
    runs.push(runId);
  };
  await sync(first, shop.first);
  await sync(second, erp.only);
  await sync(first, shop.second);
  return stateOf(brand, runs);
}

/** The whole state with names for ids: products by their identifier, variants by their place in it. */
async function stateOf(brand: Brand, runs: string[]) {
  const variants = await brand.variants();
  const ordered = variants.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const names = new Map<string, string>();
  for (const { id, product } of ordered) {
    const place = [...names.values()].filter((name) => name.startsWith(`${product}#`)).length;
    names.set(id, `${product}#${place}`);
  }
  const strip = <T extends { id: string; upid: string }>({ id, upid: _, ...rest }: T) => ({
    ...rest,
    place: names.get(id),
  });
  const links = await brand.variantLinks();
  const provenance = await Promise.all((await brand.products()).map(({ id }) => brand.provenance(id)));
  return {
    // Of two spellings of a new name, that of the record that was decided first is taken.
    products: (await brand.products()).map(({ id: _, upid: __, season, ...rest }) => ({
      ...rest,
      season: season?.toLowerCase(),
    })),
    provenance,
    variants: ordered.map(strip),
    links: await brand.links(),
    variantLinks: links.map(({ variantId, ...link }) => ({ ...link, variant: names.get(variantId) })),
    reviews: await brand.reviews(),
    conflicts: await brand.conflicts(),
    errors: await Promise.all(runs.map((run) => brand.errors(run))),
    changes: (await Promise.all(runs.map((run) => brand.changes(run)))).map(sorted),
    tallies: await Promise.all(runs.map(async (run) => (await brand.run(run)).tallies)),
  };
}

/** Every record read has come to something. */
function countedIn(tallies: Record<string, number>): number {
  const outcomes = ["created", "updated", "unchanged", "failed", "late", "unmatched", "ambiguous"];
  return outcomes.reduce((sum, outcome) => sum + (tallies[outcome] ?? 0), 0);
}

function sorted<T>(rows: T[]): T[] {
  return rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

test(`rule 12: the outcome does not depend on the size of the chunks (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const [whole, some, single] = await Promise.all([1_000, 3, 1].map((size) => tell(told, size)));
      for (const tallies of whole?.tallies ?? []) expect(countedIn(tallies)).toBe(tallies.read);
      expect(some).toEqual(whole);
      expect(single).toEqual(whole);
    }),
    { numRuns: CASES, seed, endOnFailure: true },
  );
}, 600_000);
