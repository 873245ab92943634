import { type FieldKey, OWNABLE_FIELDS } from "@v1/core";
import type { ClientBase, Pool } from "pg";
import type { Ownership } from "./types.ts";

interface OwnerRow {
  field_key: FieldKey;
  on_null: "keep" | "clear";
  version: number;
}

/** What one connection owns now. Read with its version, which the chunk's transaction checks again. */
export async function readOwnership(
  db: Pool | ClientBase,
  brandId: string,
  connectionId: string,
): Promise<Ownership> {
  const { rows } = await db.query<OwnerRow>(
    `select v.version::int as version, o.field_key, o.on_null
     from (select coalesce((select version from ownership_versions where brand_id = $1), 1) as version) v
     left join field_owners o on o.brand_id = $1 and o.connection_id = $2`,
    [brandId, connectionId],
  );
  const owned = rows.filter((row) => row.field_key);
  return {
    version: rows[0]?.version ?? 1,
    owned: new Set(owned.map((row) => row.field_key)),
    clear: new Set(owned.filter((row) => row.on_null === "clear").map((row) => row.field_key)),
  };
}

/** A connection owns what it supplies and nobody owns yet; the rest it observes (rule 3). */
export async function claimUnowned(
  db: Pool | ClientBase,
  claim: { brandId: string; connectionId: string; fields: readonly FieldKey[]; reason: string },
): Promise<FieldKey[]> {
  const { rows } = await db.query<{ field_key: FieldKey }>(
    `insert into field_owners (brand_id, field_key, owner_kind, connection_id, since, reason)
     select $1, x, 'connection', $2, now(), $4 from unnest($3::text[]) x
     on conflict (brand_id, field_key) do update set
       owner_kind = 'connection', connection_id = excluded.connection_id, since = now(), reason = excluded.reason,
       version = field_owners.version + 1
     where field_owners.owner_kind = 'nobody'
     returning field_key`,
    [claim.brandId, claim.connectionId, ownable(claim.fields), claim.reason],
  );
  return rows.map((row) => row.field_key);
}

/** Identity fields make or find a row; they are nobody's to own. */
function ownable(fields: readonly FieldKey[]): FieldKey[] {
  return fields.filter((key) => (OWNABLE_FIELDS as readonly FieldKey[]).includes(key));
}
