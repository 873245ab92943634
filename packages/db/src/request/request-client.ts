import type { PoolClient, QueryConfig, QueryResult } from "pg";
import { type Caller, FirstQuery } from "./first-query.ts";

/** How a statement asks to be planned once for the session; the same mark must mean the same text. */
const MARK = /^\/\* keep:([a-z0-9_-]+) \*\//;

/** A connection lent to one request: its transaction begins with the first statement. */
export class RequestClient {
  readonly #client: PoolClient;
  readonly #caller: Caller;
  readonly #keepsPlans: boolean;
  #begun = false;

  constructor(client: PoolClient, caller: Caller, options: { keepsPlans: boolean }) {
    this.#client = client;
    this.#caller = caller;
    this.#keepsPlans = options.keepsPlans;
  }

  /** As Drizzle sends statements. */
  query(config: QueryConfig, values: unknown[] = []): Promise<QueryResult> {
    const name = this.#keepsPlans ? MARK.exec(config.text)?.[1] : undefined;
    const named = name ? { ...config, name } : config;
    if (this.#begun) return this.#client.query(named, values);
    this.#begun = true;
    return new Promise((resolve, reject) => {
      const callback = (error: Error | undefined, result: QueryResult) =>
        error ? reject(error) : resolve(result);
      this.#client.query(new FirstQuery(this.#caller, named, values, callback) as never);
    });
  }

  /** Nothing to end where nothing was asked. */
  async end(how: "commit" | "rollback"): Promise<void> {
    if (this.#begun) await this.#client.query(how);
  }
}
