import type { RunningApi } from "./api-process.ts";
import type { Filled } from "./fill.ts";

export type Mix = { method: "GET"; path: string; headers: Record<string, string> }[];

export interface Asked {
  filled: Filled;
  /** Products whose pages are opened. */
  ids: string[];
  /** Of the list's second page and of a far one. */
  cursors: (string | null)[];
  farByName: string | null;
}

/** What a session does in twenty calls, as the app makes them. `again` were asked before, unchanged since. */
const TURN = {
  "first page of the list": 4,
  "next page of the list": 3,
  "list by name": 1,
  "list of a season": 1,
  "list of a tag": 1,
  search: 1,
  "product page": 4,
  connections: 1,
  "connections again": 2,
  "first page again": 1,
  "product page again": 1,
} as const;

/** The mix in words, for reports. */
export const MIX = Object.entries(TURN)
  .map(([kind, count]) => `${kind} ${count}`)
  .join(", ");

interface Call {
  path: string;
  headers?: Record<string, string>;
}

const WORDS = ["linen", "wool coat", "ST-77", "velvet boot classic", "sku-42-2"];
const TURNS = 25;

/** The requests of 25 sessions' turns, kinds spread evenly over each. */
export async function mixOf({ url, headers }: RunningApi, { filled, ids, cursors }: Asked): Promise<Mix> {
  const list = (input: object) => pathOf("products.list", { limit: 50, ...input });
  const page = (n: number) => pathOf("products.get", { id: ids[n % ids.length] });
  const connections = "/trpc/integrations.connections.list";
  const tags = new Map<string, string>();
  const again = async (path: string) => {
    const tag = tags.get(path) ?? (await fetch(`${url}${path}`, { headers })).headers.get("etag") ?? "";
    tags.set(path, tag);
    return { path, headers: { "if-none-match": tag } };
  };
  const kinds: Record<keyof typeof TURN, (n: number) => Call | Promise<Call>> = {
    "first page of the list": () => ({ path: list({}) }),
    "next page of the list": (n) => ({ path: list({ cursor: cursors[n % cursors.length] }) }),
    "list by name": () => ({ path: list({ sort: "name" }) }),
    "list of a season": () => ({ path: list({ filters: { seasonIds: [filled.seasonId] } }) }),
    "list of a tag": () => ({ path: list({ filters: { tagIds: [filled.tagId] } }) }),
    search: (n) => ({ path: list({ search: WORDS[n % WORDS.length] }) }),
    "product page": (n) => ({ path: page(n) }),
    connections: () => ({ path: connections }),
    "connections again": () => again(connections),
    "first page again": () => again(list({})),
    "product page again": () => again(page(0)),
  };
  const mix: Mix = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const [n, kind] of spread().entries()) {
      const { path, headers: more } = await kinds[kind](turn * 7 + n);
      mix.push({ method: "GET", path, headers: { ...headers, ...more } });
    }
  }
  return mix;
}

/** Each kind as often as it is due, at even distances. */
function spread(): (keyof typeof TURN)[] {
  const due = Object.entries(TURN).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, n) => ({ kind, at: (n + 0.5) / count })),
  );
  due.sort((left, right) => left.at - right.at);
  return due.map(({ kind }) => kind as keyof typeof TURN);
}

function pathOf(procedure: string, input: object): string {
  return `/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify({ json: input }))}`;
}
