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

interface First {
  caller: Caller;
  /** Whether a transaction begins that others of the request join; alone it is one by itself. */
  begins: boolean;
  /** Whether the session keeps the plan of what comes before. */
  keepsPlans: boolean;
}

interface Before {
  text: string;
  values: readonly string[];
  name: string;
}

/**
 * The first statement of a request, sent together with what has to come before it: `begin` and the
 * caller's role, in one write, answered at once. All end in one Sync, so that Postgres skips the rest as
 * soon as one of them fails: the statement never runs with other rights than the caller's. Without
 * `begin` that same Sync is the end of the transaction, and the caller's role is gone with it.
 */
export class FirstQuery extends WireQuery {
  readonly #before: Before[];
  /** Of the statements before, how many are not answered yet. */
  #due: number;
  #name: string | undefined;

  constructor(first: First, config: QueryConfig, values: unknown[], callback: Callback) {
    // Extended: a simple query ends in no Sync, and would wait for ever behind a failed `begin`.
    super({ ...config, queryMode: "extended" }, values, callback);
    this.#before = before(first);
    this.#due = this.#before.length;
  }

  override submit(connection: Wire): Error | null {
    connection.stream.cork();
    try {
      for (const statement of this.#before) send(connection, statement);
      return super.submit(connection);
    } finally {
      // Hidden until the answers are this statement's own: `pg` notes names by the first that comes.
      this.#name = this.name;
      this.name = undefined;
      connection.stream.uncork();
    }
  }

  override handleDataRow(message: unknown): void {
    if (this.#due === 0) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Wire): void {
    if (this.#due === 0) {
      super.handleCommandComplete(message, connection);
      return;
    }
    this.#due -= 1;
    if (this.#due === 0) this.name = this.#name;
  }

  override handleError(error: Error, connection: Wire): void {
    if (this.#name) delete connection.submittedNamedStatements[this.#name];
    super.handleError(error, connection);
  }
}

function before({ caller: { role, claims }, begins, keepsPlans }: First): Before[] {
  const become: Before = {
    text: "select set_config('role', $1, true), set_config('request.jwt.claims', $2, true)",
    values: [role, claims],
    name: keepsPlans ? "become" : "",
  };
  return begins ? [{ text: "begin", values: [], name: "" }, become] : [become];
}

function send(connection: Wire, { text, values, name }: Before): void {
  const { submittedNamedStatements: known } = connection;
  if (!name || known[name] !== text) connection.parse({ text, name });
  if (name) known[name] = text;
  connection.bind({ portal: "", statement: name, values });
  connection.execute({ portal: "" });
}
