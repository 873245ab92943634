import type { FieldKey } from "@v1/core";
import { sql } from "drizzle-orm";
import type { OriginReason } from "../../schema/ownership/value-origins.ts";
import type { BrandScope } from "../../scope.ts";
import { uuids } from "./product-filters.ts";

/** Where one value of the product comes from, and who may write it. */
export interface ValueSource {
  /** Why the value stands: its owner wrote it, somebody typed it, it was pinned, frozen, … */
  reason: OriginReason | null;
  connectionId: string | null;
  connection: string | null;
  userId: string | null;
  /** The run that wrote it; null for what people wrote. */
  runId: string | null;
  /** The connection that owns the field here: it has a live record and a value. Edits are refused then. */
  ownedBy: { connectionId: string; connection: string } | null;
  pinned: boolean;
  /** Open conflicts: other connections that say otherwise. */
  conflicts: number;
}

export interface ValueSources {
  product: Partial<Record<FieldKey, ValueSource>>;
  /** By variant. */
  variants: Record<string, Partial<Record<FieldKey, ValueSource>>>;
}

/**
 * Of every value of a product and its variants, where it comes from. Three small statements: as one, it
 * would be planned for longer than all of them run.
 */
export async function valueSources(
  scope: BrandScope,
  { productId, variantIds }: { productId: string; variantIds: readonly string[] },
): Promise<ValueSources> {
  const facts = await readFacts(scope, productId);
  const origins = await readOrigins(scope, facts);
  const sources: ValueSources = { product: {}, variants: {} };
  for (const fact of [...facts, ...(await readOwners(scope, productId, variantIds))]) {
    const side = fact.variantId === null ? sources.product : sideOf(sources, fact.variantId);
    const known = side[fact.key] ?? UNKNOWN;
    side[fact.key] = { ...known, ...told(fact, known, origins) };
  }
  return sources;
}

const UNKNOWN: ValueSource = {
  reason: null,
  connectionId: null,
  connection: null,
  userId: null,
  runId: null,
  ownedBy: null,
  pinned: false,
  conflicts: 0,
};

function sideOf({ variants }: ValueSources, id: string): Partial<Record<FieldKey, ValueSource>> {
  const side = variants[id] ?? {};
  variants[id] = side;
  return side;
}

interface Fact extends Record<string, unknown> {
  kind: "provenance" | "pin" | "conflict" | "owner";
  variantId: string | null;
  key: FieldKey;
  /** Origin and run of a provenance, id and name of an owner. */
  one: string | null;
  two: string | null;
}

/** A pin comes before its field's owner, so that the owner no longer counts. */
function told(fact: Fact, known: ValueSource, origins: Origins): Partial<ValueSource> {
  if (fact.kind === "pin") return { pinned: true };
  if (fact.kind === "conflict") return { conflicts: known.conflicts + 1 };
  if (fact.kind === "owner") {
    if (known.pinned) return {};
    return { ownedBy: { connectionId: fact.one ?? "", connection: fact.two ?? "" } };
  }
  return { ...origins.origin.get(fact.one ?? ""), runId: origins.run.get(fact.two ?? "") ?? null };
}

async function readFacts({ tx, brandId }: BrandScope, productId: string): Promise<Fact[]> {
  const { rows } = await tx.execute<Fact>(sql`
    select 'provenance' as kind, v.variant_id as "variantId", f.key, split_part(f.value, ':', 1) as one,
      split_part(f.value, ':', 2) as two
    from value_provenance v cross join lateral jsonb_each_text(v.fields) f
    where v.brand_id = ${brandId} and v.product_id = ${productId}
    union all
    select 'pin', variant_id, field_key, null, null from field_pins
    where brand_id = ${brandId} and product_id = ${productId} and (expires_at is null or expires_at > now())
    union all
    select 'conflict', variant_id, field_key, null, null from sync_conflicts
    where brand_id = ${brandId} and product_id = ${productId} and closed_at is null`);
  return rows;
}

interface Origins {
  origin: Map<string, Pick<ValueSource, "reason" | "connectionId" | "connection" | "userId">>;
  run: Map<string, string>;
}

interface OriginRow extends Record<string, unknown> {
  number: string;
  reason: OriginReason | null;
  connectionId: string | null;
  connection: string | null;
  userId: string | null;
  runId: string | null;
}

async function readOrigins({ tx, brandId }: BrandScope, facts: Fact[]): Promise<Origins> {
  const numbers = (part: "one" | "two") =>
    `{${[...new Set(facts.flatMap((fact) => (fact.kind === "provenance" ? (fact[part] ?? []) : [])))].join()}}`;
  const { rows } = await tx.execute<OriginRow>(sql`
    select o.id::text as number, o.reason, o.connection_id as "connectionId", c.name as connection,
      o.user_id as "userId", null::uuid as "runId"
    from value_origins o left join brand_integrations c on c.brand_id = ${brandId} and c.id = o.connection_id
    where o.brand_id = ${brandId} and o.id = any (${numbers("one")}::int[])
    union all
    select r.seq::text, null, null, null, null, r.id from sync_runs r
    where r.brand_id = ${brandId} and r.seq = any (${numbers("two")}::bigint[])`);
  const origins: Origins = { origin: new Map(), run: new Map() };
  for (const { number, runId, ...origin } of rows) {
    if (runId) origins.run.set(number, runId);
    else origins.origin.set(number, origin);
  }
  return origins;
}

/** Whom the brand made owner, where that connection has a live record here that says something of the field. */
async function readOwners(
  { tx, brandId }: BrandScope,
  productId: string,
  variantIds: readonly string[],
): Promise<Fact[]> {
  const { rows } = await tx.execute<Fact>(sql`
    with owner as materialized (
      select o.field_key, o.connection_id, c.name from field_owners o
      join brand_integrations c on c.brand_id = ${brandId} and c.id = o.connection_id
      where o.brand_id = ${brandId} and o.owner_kind = 'connection'
    )
    select 'owner' as kind, null::uuid as "variantId", w.field_key as key, w.connection_id::text as one, w.name as two
    from product_sources s join owner w on w.connection_id = s.connection_id
    where s.brand_id = ${brandId} and s.product_id = ${productId} and s.state = 'live' and s.is_primary
      and coalesce(s.observed -> w.field_key, 'null') <> 'null'
    union all
    select 'owner', s.variant_id, w.field_key, w.connection_id::text, w.name
    from variant_sources s join owner w on w.connection_id = s.connection_id
    where s.brand_id = ${brandId} and s.state = 'live' and s.variant_id = any (${uuids(variantIds)})
      and coalesce(s.observed -> w.field_key, 'null') <> 'null'`);
  return rows;
}
