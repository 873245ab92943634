import type { RunningApi } from "./api-process.ts";
import type { Filled } from "./fill.ts";
import type { Asked } from "./mix.ts";

export interface Timing {
  name: string;
  samples: number;
  p50: number;
  p95: number;
  p99: number;
  /** Milliseconds at the 95th percentile; null where there is none. */
  bar: number | null;
}

/** One question and the answer that matters for the next one. */
export type Ask = (procedure: string, input: unknown) => Promise<unknown>;

/** Calls of tRPC queries, which must succeed. */
export function asker({ url, headers }: RunningApi): Ask {
  return async (procedure, input) => {
    const json = encodeURIComponent(JSON.stringify({ json: input }));
    const answer = await fetch(`${url}/trpc/${procedure}?input=${json}`, { headers });
    const text = await answer.text();
    if (answer.ok) return (JSON.parse(text) as { result: { data: { json: unknown } } }).result.data.json;
    throw new Error(`${procedure} answered ${answer.status}: ${text.slice(0, 500)}`);
  };
}

interface Series {
  name: string;
  bar: number | null;
  samples: number;
  /** The n-th call. */
  call: (n: number) => Promise<unknown>;
}

/** Calls one after another, after some that are not counted. */
async function time({ name, bar, samples, call }: Series): Promise<Timing> {
  for (let n = 0; n < Math.min(20, samples); n += 1) await call(n);
  const taken: number[] = [];
  for (let n = 0; n < samples; n += 1) {
    const started = performance.now();
    await call(n);
    taken.push(performance.now() - started);
  }
  taken.sort((left, right) => left - right);
  const at = (share: number) => taken[Math.min(taken.length - 1, Math.ceil(taken.length * share) - 1)] ?? 0;
  return { name, bar, samples, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

interface Listed {
  items: { id: string }[];
  nextCursor: string | null;
}

const SEARCHES = [
  "linen",
  "wool coat",
  "harbour",
  "ST-77",
  "sku-4242-2",
  "velvet boot classic",
  "care 31",
  "nothing-of-it",
];

/** What the questions name: products among the newest, and where the second page and far ones begin. */
export async function prepare(ask: Ask, filled: Filled): Promise<Asked> {
  const list = listWith(ask);
  const page = Math.min(1_000, Math.floor(filled.products / 50) - 1);
  const ids = (await list({ limit: 200 })).items.map(({ id }) => id);
  const { nextCursor } = await list({});
  const [far, farByName] = [await cursorOf(list, page, {}), await cursorOf(list, page, { sort: "name" })];
  return { filled, ids, cursors: [nextCursor, far], farByName };
}

const listWith = (ask: Ask) => (input: object) =>
  ask("products.list", { limit: 50, ...input }) as Promise<Listed>;

/** Lists that are held to 25 milliseconds. */
function lists({ filled, cursors, farByName }: Asked): [name: string, input: object][] {
  const { seasonId, tagId, rareTagId, rareSeasonId, oldSeasonId } = filled;
  const { colorId, rareColorId, materialId, rareMaterialId } = filled;
  return [
    ["list", {}],
    ["list, 1,000th page", { cursor: cursors[1] }],
    ["list by name", { sort: "name" }],
    ["list by name, 1,000th page", { sort: "name", cursor: farByName }],
    ["list by identifier", { sort: "-identifier" }],
    ["filtered by season", { filters: { seasonIds: [seasonId] } }],
    ["filtered by tag", { filters: { tagIds: [tagId] } }],
    ["by a tag of three products", { filters: { tagIds: [rareTagId] } }],
    ["by a season of three", { filters: { seasonIds: [rareSeasonId] } }],
    ["by a season of old ones", { filters: { seasonIds: [oldSeasonId] } }],
    ["the same, by name", { filters: { seasonIds: [oldSeasonId] }, sort: "name" }],
    ["by a tag and a season", { filters: { tagIds: [tagId], seasonIds: [seasonId] } }],
    ["filtered by colour", { filters: { colorIds: [colorId] } }],
    ["by colour, by name", { filters: { colorIds: [colorId] }, sort: "name" }],
    ["by a colour of three", { filters: { colorIds: [rareColorId] } }],
    ["filtered by material", { filters: { materialIds: [materialId] } }],
    ["by material, by name", { filters: { materialIds: [materialId] }, sort: "name" }],
    ["by a material of three", { filters: { materialIds: [rareMaterialId] } }],
    ["filtered by a rare status", { filters: { status: ["archived"] } }],
    ["by a rare status, by name", { filters: { status: ["archived"] }, sort: "name" }],
    ["by the status of most, by name", { filters: { status: ["published"] }, sort: "name" }],
    ["without a price: three", { filters: { missing: ["price"] } }],
    ["the same, by name", { filters: { missing: ["price"] }, sort: "name" }],
    ["without description: old ones", { filters: { missing: ["description"] } }],
    ["the same, by name", { filters: { missing: ["description"] }, sort: "name" }],
    ["filtered to nothing", { filters: { status: ["scheduled"] } }],
  ];
}

const searches: [name: string, input: object][] = [
  ["search", {}],
  ["search, filtered", { filters: { status: ["published"] } }],
  ["search, by name", { sort: "name" }],
];

/** Every kind of question of the app, with inputs that change from call to call. */
export async function measureAll(ask: Ask, asked: Asked, samples: number): Promise<Timing[]> {
  const list = listWith(ask);
  const word = (n: number) => SEARCHES[n % SEARCHES.length];
  const page = (n: number) => ask("products.get", { id: asked.ids[n % asked.ids.length] });
  const few = Math.ceil(samples / 5);
  const series: Series[] = [
    ...lists(asked).map(([name, input]) => ({ name, bar: 25, samples, call: () => list(input) })),
    ...searches.map(([name, input]) => ({
      name,
      bar: 50,
      samples,
      call: (n: number) => list({ search: word(n), ...input }),
    })),
    { name: "product page", bar: 25, samples, call: page },
    { name: "overview", bar: null, samples: few, call: () => ask("brand.overview", undefined) },
  ];
  const timings: Timing[] = [];
  for (const one of series) timings.push(await time(one));
  return timings;
}

/** Where the list's n-th page of 50 begins. */
async function cursorOf(
  list: (input: object) => Promise<Listed>,
  page: number,
  input: object,
): Promise<string | null> {
  let cursor: string | null = null;
  // 200 at a time to get there; the cursor names a row, not a size.
  for (let seen = 0; seen < page * 50; seen += 200) {
    const { nextCursor }: Listed = await list({ ...input, cursor, limit: 200 });
    if (!nextCursor) return cursor;
    cursor = nextCursor;
  }
  return cursor;
}
