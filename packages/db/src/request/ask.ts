import type { RequestClient } from "./request-client.ts";

const lent = new WeakMap<object, RequestClient>();

/** Notes which connection a request's transaction is on. */
export function lend(tx: object, client: RequestClient): void {
  lent.set(tx, client);
}

/** A statement with its values in the order of `$1`, `$2`, … */
export interface Statement {
  text: string;
  values: readonly unknown[];
}

/**
 * Rows as `pg` gives them, past Drizzle, whose building of a wide statement takes as long as Postgres
 * does to answer it. A text that begins with a mark is planned once for the session (see RequestClient):
 * only for plans that suit all values. For statements that read: where the request has not written
 * anything, each is a transaction by itself, which spares `begin` and `commit`.
 */
export async function ask<Row>(tx: object, { text, values }: Statement): Promise<Row[]> {
  const client = lent.get(tx);
  if (!client) throw new Error("Statements are asked in a request's own transaction.");
  const { rows } = await client.queryAlone({ text }, [...values]);
  return rows as Row[];
}

/** Collects a statement's values: each call gives the place of its value in the text. */
export type Bind = (value: unknown) => string;

export function binding(values: unknown[]): Bind {
  return (value) => `$${values.push(value)}`;
}
