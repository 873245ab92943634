import type { RunningApi } from "./api-process.ts";
import type { Filled } from "./fill.ts";

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

/** Every kind of question of the app, with inputs that change from call to call. */
export async function measureAll(ask: Ask, filled: Filled, samples: number): Promise<Timing[]> {
  const list = (input: object) => ask("products.list", { limit: 50, ...input }) as Promise<Listed>;
  const ids = (await list({ limit: 200 })).items.map(({ id }) => id);
  const far = await cursorOfPage(list, Math.min(1_000, Math.floor(filled.products / 50) - 1));
  const series: Series[] = [
    { name: "list", bar: 25, samples, call: () => list({}) },
    { name: "list, 1,000th page", bar: 25, samples, call: () => list({ cursor: far }) },
    { name: "list by name", bar: 25, samples, call: () => list({ sort: "name" }) },
    { name: "list by identifier", bar: 25, samples, call: () => list({ sort: "-identifier" }) },
    {
      name: "filtered by season",
      bar: 25,
      samples,
      call: () => list({ filters: { seasonIds: [filled.seasonId] } }),
    },
    { name: "filtered by tag", bar: 25, samples, call: () => list({ filters: { tagIds: [filled.tagId] } }) },
    {
      name: "filtered by a rare status",
      bar: 25,
      samples,
      call: () => list({ filters: { status: ["archived"] } }),
    },
    {
      name: "filtered to nothing",
      bar: 25,
      samples,
      call: () => list({ filters: { status: ["scheduled"] } }),
    },
    { name: "search", bar: 50, samples, call: (n) => list({ search: SEARCHES[n % SEARCHES.length] }) },
    {
      name: "search, filtered",
      bar: 50,
      samples,
      call: (n) => list({ search: SEARCHES[n % SEARCHES.length], filters: { status: ["published"] } }),
    },
    {
      name: "search, by name",
      bar: 50,
      samples,
      call: (n) => list({ search: SEARCHES[n % SEARCHES.length], sort: "name" }),
    },
    { name: "product page", bar: 25, samples, call: (n) => ask("products.get", { id: ids[n % ids.length] }) },
    {
      name: "overview",
      bar: null,
      samples: Math.ceil(samples / 5),
      call: () => ask("brand.overview", undefined),
    },
  ];
  const timings: Timing[] = [];
  for (const one of series) timings.push(await time(one));
  return timings;
}

async function cursorOfPage(list: (input: object) => Promise<Listed>, page: number): Promise<string | null> {
  let cursor: string | null = null;
  // 200 at a time to get there; the cursor names a row, not a size.
  for (let seen = 0; seen < page * 50; seen += 200) {
    const { nextCursor }: Listed = await list({ cursor, limit: 200 });
    if (!nextCursor) return cursor;
    cursor = nextCursor;
  }
  return cursor;
}
