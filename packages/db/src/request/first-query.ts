import { Query, type QueryConfig, type QueryResult } from "pg";

/** Who asks: the role that the statements run as, and the claims that its policies read, as JSON. */
export interface Caller {
  role: "authenticated" | "api_client";
  claims: string;
}

/** What `pg` keeps to itself of its queries and of their connection. */
interface Wire {
  stream: { cork(): void; uncork(): void };
  parse(statement: { text: string; name: string; types?: number[] }): void;
  bind(portal: { portal: string; statement: string; values: readonly string[] }): void;
  execute(portal: { portal: string; rows?: number }): void;
  submittedNamedStatements: Record<string, string>;
}
interface WireQuery {
  name: string | undefined;
  submit(connection: Wire): Error | null;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Wire): void;
  handleError(error: Error, connection: Wire): void;
}
type Callback = (error: Error | undefined, result: QueryResult) => void;
const WireQuery = Query as unknown as new (
  config: QueryConfig & { queryMode?: "extended" },
  values: unknown[],
  callback: Callback,
) => WireQuery;

const SET_CALLER = "select set_config('role', $1, true), set_config('request.jwt.claims', $2, true)";

/**
 * The first statement of a request, sent together with what has to come before it: `begin` and the
 * caller's role, in one write, answered at once. All three end in one Sync, so that Postgres skips the
 * rest as soon as one of them fails: the statement never runs with other rights than the caller's.
 */
export class FirstQuery extends WireQuery {
  readonly #caller: Caller;
  /** Of the statements before, how many are not answered yet. */
  #before = 2;
  #name: string | undefined;

  constructor(caller: Caller, config: QueryConfig, values: unknown[], callback: Callback) {
    // Extended: a simple query ends in no Sync, and would wait for ever behind a failed `begin`.
    super({ ...config, queryMode: "extended" }, values, callback);
    this.#caller = caller;
  }

  override submit(connection: Wire): Error | null {
    const { role, claims } = this.#caller;
    connection.stream.cork();
    try {
      send(connection, "begin", []);
      send(connection, SET_CALLER, [role, claims]);
      return super.submit(connection);
    } finally {
      // Hidden until the answers are this statement's own: `pg` notes names by the first that comes.
      this.#name = this.name;
      this.name = undefined;
      connection.stream.uncork();
    }
  }

  override handleDataRow(message: unknown): void {
    if (this.#before === 0) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Wire): void {
    if (this.#before === 0) {
      super.handleCommandComplete(message, connection);
      return;
    }
    this.#before -= 1;
    if (this.#before === 0) this.name = this.#name;
  }

  override handleError(error: Error, connection: Wire): void {
    if (this.#name) delete connection.submittedNamedStatements[this.#name];
    super.handleError(error, connection);
  }
}

function send(connection: Wire, text: string, values: readonly string[]): void {
  connection.parse({ text, name: "" });
  connection.bind({ portal: "", statement: "", values });
  connection.execute({ portal: "" });
}
