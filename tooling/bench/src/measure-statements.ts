import { finished } from "node:stream";
import type { WorkerDb } from "@v1/db";
import type { Stage } from "./protocol.ts";
import type { Stopwatch } from "./stopwatch.ts";

/** Statements that the engine's own `timings` leave out, by their text. */
const UNNAMED: [RegExp, Stage, string][] = [
  [/^\s*select x\.external_id\s+from unnest/, "stage", "find unchanged"],
  [/^copy staging_products /, "stage", "copy products"],
  [/^copy staging_product_variants /, "stage", "copy variants"],
  [/^commit/, "merge", "commit"],
  [/^\s*analyze in_/, "ahead", "analyze"],
  [/^analyze (w_records|product_)/, "merge", "analyze"],
];

/** Measures those statements on every session that the pool opens from now on. */
export function measureStatements(db: WorkerDb, watch: () => Stopwatch): void {
  db.pool.on("connect", (client) => {
    const query: (...args: unknown[]) => unknown = client.query.bind(client);
    const measured = (...args: unknown[]) => {
      const [, stage, part] = UNNAMED.find(([pattern]) => pattern.test(textOf(args[0]))) ?? [];
      if (!stage) return query(...args);
      const stop = watch().start(stage, part);
      const result = query(...args);
      whenOver(result, stop);
      return result;
    };
    Object.assign(client, { query: measured });
  });
}

/** A query is a text, a config with a text, or a stream of COPY with a text. */
function textOf(query: unknown): string {
  if (typeof query === "string") return query;
  const { text } = (query ?? {}) as { text?: unknown };
  return typeof text === "string" ? text : "";
}

function whenOver(result: unknown, stop: () => void): void {
  if (result instanceof Promise) result.then(stop, stop);
  else finished(result as NodeJS.WritableStream, stop);
}
