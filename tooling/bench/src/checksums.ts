import { AppError } from "@v1/core";
import type { Client } from "pg";
import type { Table } from "./tables.ts";

/** Row count and sum of the rows' hashes, computed columns included. */
export type Checksums = Map<string, string>;

export async function checksum(client: Client, tables: Table[]): Promise<Checksums> {
  const sums: Checksums = new Map();
  for (const { name } of tables) {
    const { rows } = await client.query<{ sum: string }>(
      `select count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)), 0) as sum from public.${name} t`,
    );
    sums.set(name, rows[0]?.sum ?? "");
  }
  return sums;
}

/** @throws AppError that names the tables where both sides differ */
export function compareChecksums(synced: Checksums, copied: Checksums): void {
  const different = [...copied.keys()].filter((name) => copied.get(name) !== synced.get(name));
  if (different.length === 0) return;
  const lines = different.map((name) => `${name}: synced ${synced.get(name)}, copied ${copied.get(name)}`);
  throw new AppError({
    code: "internal",
    message: `COPY left other rows than the sync.\n${lines.join("\n")}`,
    hint: "The figures would compare different work, so there are none. Look for triggers or defaults on these tables.",
  });
}
