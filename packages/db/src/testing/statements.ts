import type { Pool } from "pg";

export interface Statement {
  text: string;
  values: unknown[];
}

/** Everything that a pool sends from now on, on connections that it opens from now on. */
export function recordStatements(pool: Pool): Statement[] {
  const statements: Statement[] = [];
  pool.on("connect", (client) => {
    const send = client.query.bind(client) as (...args: unknown[]) => unknown;
    const query = (...args: unknown[]) => {
      const [first, second] = args;
      const text = typeof first === "string" ? first : (first as { text: string }).text;
      const values = Array.isArray(second) ? second : ((first as { values?: unknown[] }).values ?? []);
      statements.push({ text, values });
      return send(...args);
    };
    Object.assign(client, { query });
  });
  return statements;
}
