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
    const named = this.#named(config);
    if (this.#begun) return this.#client.query(named, values);
    this.#begun = true;
    return this.#first(named, values, { begins: true });
  }

  /** A reading statement that needs no transaction with others: where none has begun, it is one by itself. */
  queryAlone(config: QueryConfig, values: unknown[]): Promise<QueryResult> {
    if (this.#begun) return this.query(config, values);
    return this.#first(this.#named(config), values, { begins: false });
  }

  /** Nothing to end where nothing has begun. */
  async end(how: "commit" | "rollback"): Promise<void> {
    if (this.#begun) await this.#client.query(how);
  }

  #named(config: QueryConfig): QueryConfig {
    const name = this.#keepsPlans ? MARK.exec(config.text)?.[1] : undefined;
    return name ? { ...config, name } : config;
  }

  #first(config: QueryConfig, values: unknown[], { begins }: { begins: boolean }): Promise<QueryResult> {
    const first = { caller: this.#caller, begins, keepsPlans: this.#keepsPlans };
    return new Promise((resolve, reject) => {
      const callback = (error: Error | undefined, result: QueryResult) =>
        error ? reject(error) : resolve(result);
      this.#client.query(new FirstQuery(first, config, values, callback) as never);
    });
  }
}
