import { GraphQLError } from "graphql";

/** A page's arguments, as every connection of Shopify's takes them. */
export interface PageArguments {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
  reverse?: boolean | null;
}

export interface Connection<T> {
  edges: { cursor: string; node: T }[];
  nodes: T[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

/** How a list's entries become cursors and nodes. */
export interface Entries<E, T> {
  /** Sorted by `compare`. */
  entries: readonly E[];
  compare(a: E, b: E): number;
  cursor(entry: E): string;
  /** Throws where the text is no cursor. */
  fromCursor(cursor: string): E;
  node(entry: E): T;
}

const MOST_IN_PAGE = 250;

/**
 * One page of a sorted list. A cursor holds the entry's sort value, so that it stays right when
 * entries before it come and go. A bulk operation reads without `first`: `unlimited`.
 */
export function connectionOf<E, T>(
  list: Entries<E, T>,
  args: PageArguments,
  unlimited: boolean,
): Connection<T> {
  const all = args.reverse ? [...list.entries].reverse() : list.entries;
  const direction = args.reverse ? -1 : 1;
  const compare = (a: E, b: E) => direction * list.compare(a, b);
  const from = args.after ? firstAfter(all, readCursor(list, args.after), compare) : 0;
  const to = args.before ? firstNotBefore(all, readCursor(list, args.before), compare) : all.length;
  const { start, end } = bounds(from, Math.max(from, to), args, unlimited);
  const edges = all
    .slice(start, end)
    .map((entry) => ({ cursor: list.cursor(entry), node: list.node(entry) }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: end < all.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A list whose order is that of its array: variants, metafields. */
export function arrayConnection<T extends { id: string }>(
  items: readonly T[],
  args: PageArguments,
  unlimited: boolean,
): Connection<T> {
  const places = new Map(items.map((item, at) => [item.id, at]));
  return connectionOf<number, T>(
    {
      entries: items.map((_, at) => at),
      compare: (a, b) => a - b,
      cursor: (at) => encodeCursor({ id: items[at]?.id }),
      fromCursor: (cursor) => places.get(String(decodeCursor(cursor).id)) ?? -1,
      node: (at) => items[at] ?? unknownCursor(),
    },
    args,
    unlimited,
  );
}

export function encodeCursor(value: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(value)).toString("base64");
}

export function decodeCursor(cursor: string): Record<string, unknown> {
  const value: unknown = JSON.parse(Buffer.from(cursor, "base64").toString("utf8"));
  return typeof value === "object" && value !== null ? { ...value } : unknownCursor();
}

function readCursor<E, T>(list: Entries<E, T>, cursor: string): E {
  try {
    return list.fromCursor(cursor);
  } catch {
    return unknownCursor();
  }
}

function unknownCursor(): never {
  throw new GraphQLError("Invalid cursor for current pagination sort.", {
    extensions: { code: "INVALID_CURSOR" },
  });
}

function bounds(
  from: number,
  to: number,
  args: PageArguments,
  unlimited: boolean,
): { start: number; end: number } {
  const { first, last } = args;
  if (first !== null && first !== undefined)
    return { start: from, end: Math.min(to, from + checked("first", first)) };
  if (last !== null && last !== undefined)
    return { start: Math.max(from, to - checked("last", last)), end: to };
  if (unlimited) return { start: from, end: to };
  throw new GraphQLError("you must provide one of first or last", { extensions: { code: "BAD_REQUEST" } });
}

function checked(name: string, size: number): number {
  if (size >= 1 && size <= MOST_IN_PAGE) return size;
  throw new GraphQLError(`The value of ${name} must be from 1 to ${MOST_IN_PAGE}.`, {
    extensions: { code: "BAD_REQUEST" },
  });
}

function firstAfter<E>(all: readonly E[], entry: E, compare: (a: E, b: E) => number): number {
  return partition(all, (each) => compare(each, entry) <= 0);
}

function firstNotBefore<E>(all: readonly E[], entry: E, compare: (a: E, b: E) => number): number {
  return partition(all, (each) => compare(each, entry) < 0);
}

/** How many entries at the beginning fulfil a condition that holds for a beginning of the list. */
function partition<E>(all: readonly E[], holds: (entry: E) => boolean): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = all[middle];
    if (entry !== undefined && holds(entry)) low = middle + 1;
    else high = middle;
  }
  return low;
}
