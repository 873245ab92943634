import { notFound } from "@v1/core";
import { sql } from "drizzle-orm";
import type { BrandScope } from "../../scope.ts";
import { type Conflict, findConflict } from "./list-conflicts.ts";

export interface ConflictDetail extends Conflict {
  owner: { kind: "connection" | "manual" | "nobody"; connectionId: string | null; connection: string | null };
  /** What every connection with a live record says of this field here. */
  others: { connectionId: string; connection: string; observed: unknown; isOwner: boolean }[];
}

/** Both values of a conflict, who owns the field, and what everybody else says. @throws AppError `not_found` */
export async function getConflict(scope: BrandScope, id: string): Promise<ConflictDetail> {
  const conflict = await findConflict(scope, id);
  if (!conflict) throw notFound("conflict", id);
  const [owner, others] = [await ownerOf(scope, conflict), await observersOf(scope, conflict)];
  return {
    ...conflict,
    owner,
    others: others.map((other) => ({ ...other, isOwner: other.connectionId === owner.connectionId })),
  };
}

async function ownerOf(
  { tx, brandId }: BrandScope,
  { fieldKey }: Conflict,
): Promise<ConflictDetail["owner"]> {
  const { rows } = await tx.execute<ConflictDetail["owner"]>(sql`
    select o.owner_kind as kind, o.connection_id as "connectionId", i.name as connection
    from field_owners o left join brand_integrations i on i.brand_id = o.brand_id and i.id = o.connection_id
    where o.brand_id = ${brandId} and o.field_key = ${fieldKey}`);
  return rows[0] ?? { kind: "nobody", connectionId: null, connection: null };
}

async function observersOf(
  { tx, brandId }: BrandScope,
  { productId, variantId, fieldKey }: Conflict,
): Promise<Omit<ConflictDetail["others"][number], "isOwner">[]> {
  const source =
    variantId === null
      ? sql`product_sources s where s.brand_id = ${brandId} and s.product_id = ${productId} and s.is_primary`
      : sql`variant_sources s where s.brand_id = ${brandId} and s.variant_id = ${variantId}`;
  const { rows } = await tx.execute<Omit<ConflictDetail["others"][number], "isOwner">>(sql`
    select s.connection_id as "connectionId", i.name as connection, s.value as observed
    from (select s.connection_id, s.observed -> ${fieldKey} as value from ${source} and s.state = 'live') s
    join brand_integrations i on i.brand_id = ${brandId} and i.id = s.connection_id
    where s.value is not null and s.value <> 'null'
    order by i.name`);
  return rows;
}
