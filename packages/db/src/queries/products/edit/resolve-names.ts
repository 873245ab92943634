import type { ReferenceKind } from "@v1/core";
import { REFERENCE_TABLES } from "../../../sync/field-sql.ts";
import type { Queryable } from "../../jobs/queryable.ts";
import type { Resolve } from "./column-values.ts";

/**
 * Finds each name in its look-up table, whatever its case and spacing, and adds those that are new.
 * @returns the look-up; a name that was not given is a mistake of the caller's
 */
export async function resolveNames(
  client: Queryable,
  brandId: string,
  names: { kind: ReferenceKind; name: string }[],
): Promise<Resolve> {
  const ids = new Map<string, string>();
  const kinds = new Set(names.map(({ kind }) => kind));
  for (const kind of kinds) {
    const wanted = [...new Set(names.filter((one) => one.kind === kind).map(({ name }) => name))];
    for (const { name, id } of await resolveKind(client, brandId, { kind, wanted }))
      ids.set(`${kind} ${name}`, id);
  }
  return (kind, name) => {
    const id = ids.get(`${kind} ${name}`);
    if (!id) throw new Error(`The ${kind} ${name} was not looked up.`);
    return id;
  };
}

async function resolveKind(
  client: Queryable,
  brandId: string,
  { kind, wanted }: { kind: ReferenceKind; wanted: string[] },
): Promise<{ name: string; id: string }[]> {
  const { table, name } = REFERENCE_TABLES[kind];
  await client.query(
    `insert into ${table} (brand_id, ${name})
    select $1, min(x) from unnest($2::text[]) x group by normalize_name(x)
    on conflict (normalized_name, brand_id) do nothing`,
    [brandId, wanted],
  );
  const { rows } = await client.query<{ name: string; id: string }>(
    `select x as name, e.id from unnest($2::text[]) x
    join ${table} e on e.brand_id = $1 and e.normalized_name = normalize_name(x)`,
    [brandId, wanted],
  );
  return rows;
}
