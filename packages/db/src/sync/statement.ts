import type { QueryResult, QueryResultRow } from "pg";
import type { Queryable } from "../queries/jobs/queryable.ts";

export type Params = Record<string, unknown>;

/** Runs one named statement with the parameters of its chunk. */
export type Step = (name: string, text: string, more?: Params) => Promise<QueryResult>;

/**
 * Binds `:name` placeholders to `$n`. Statements stand in files of their own and are generated from
 * the field registry, so names read better than positions; values never enter the text.
 */
function bind(text: string, params: Params): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const positions = new Map<string, number>();
  const bound = text.replace(/(?<![:\w]):([a-z][a-z_]*)/g, (_, name: string) => {
    let position = positions.get(name);
    if (position === undefined) {
      if (!(name in params)) throw new Error(`The statement names :${name}, which was not given.`);
      values.push(params[name]);
      position = values.length;
      positions.set(name, position);
    }
    return `$${position}`;
  });
  return { text: bound, values };
}

/**
 * The statement of a later wave, whose tables stand already and are empty. Made anew in each wave they
 * would hold ever more locks until the transaction ends.
 */
export function refill(text: string): string {
  return text.replace(/^\s*create temp table (\w+) on commit drop as\b/, "insert into $1");
}

/** Seconds spent by statement name, where somebody asked for it (the benchmark's stage table). */
export const timings: { byStatement: Map<string, number> | null } = { byStatement: null };

export async function execute<Row extends QueryResultRow = QueryResultRow>(
  client: Queryable,
  statement: { name: string; text: string },
  params: Params = {},
): Promise<QueryResult<Row>> {
  const { text, values } = bind(statement.text, params);
  const started = timings.byStatement ? performance.now() : 0;
  const result = await client.query<Row>(text, values);
  if (timings.byStatement) {
    const seconds = (performance.now() - started) / 1000;
    timings.byStatement.set(statement.name, (timings.byStatement.get(statement.name) ?? 0) + seconds);
  }
  return result;
}
