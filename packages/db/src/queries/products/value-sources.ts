import type { FieldKey } from "@v1/core";
import type { OriginReason } from "../../schema/ownership/value-origins.ts";
import { listOf } from "./json-of.ts";

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

/** Of every value of a product and its variants, where it comes from. */
export function sourcesOf(said: Said): ValueSources {
  const origins = originsOf(said);
  const sources: ValueSources = { product: {}, variants: {} };
  for (const fact of [...said.facts, ...said.owned]) {
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

interface Fact {
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

interface Origins {
  origin: Map<string, Omit<OriginRow, "number">>;
  run: Map<string, string>;
}

interface OriginRow {
  number: string;
  reason: OriginReason;
  connectionId: string | null;
  connection: string | null;
  userId: string | null;
}

/** What the lists of `VALUES` give. */
export interface Said {
  facts: Fact[];
  owned: Fact[];
  origins: OriginRow[];
  runs: { number: string; id: string }[];
}

function originsOf({ origins, runs }: Said): Origins {
  return {
    origin: new Map(origins.map(({ number, ...origin }) => [number, origin])),
    run: new Map(runs.map(({ number, id }) => [number, id])),
  };
}

/** What is noted of each value: origin and run. The product page's statement has it as `said`. */
export const SAID = `
  select v.variant_id, f.key, split_part(f.value, ':', 1) as origin, split_part(f.value, ':', 2) as run
  from value_provenance v cross join lateral jsonb_each_text(v.fields) f
  where v.brand_id = $1 and v.product_id = $2`;

const fact = (kind: Fact["kind"], { key = "x.key", one = "null", two = "null" } = {}) =>
  `json_build_object('kind', '${kind}', 'variantId', x.variant_id, 'key', ${key}, 'one', ${one}, 'two', ${two})`;

/**
 * Whom the brand made owner, where that connection has a live record here that says something of the
 * field. `offset 0`: the records come first, or the planner begins with all that a connection ever said.
 */
const OWNED = `(
  select null::uuid as variant_id, s.connection_id, s.observed from product_sources s
  where s.brand_id = $1 and s.product_id = $2 and s.state = 'live' and s.is_primary
  union all
  select r.variant_id, r.connection_id, r.observed from product_variants v cross join lateral (
    select s.variant_id, s.connection_id, s.observed from variant_sources s
    where s.brand_id = $1 and s.variant_id = v.id and s.state = 'live' offset 0
  ) r where v.brand_id = $1 and v.product_id = $2
  offset 0
) x
join field_owners o on o.brand_id = $1 and o.connection_id = x.connection_id and o.owner_kind = 'connection'
join brand_integrations c on c.brand_id = $1 and c.id = x.connection_id
where coalesce(x.observed -> o.field_key, 'null') <> 'null'`;

/** Sub-selects of a statement whose `$1` is the brand and `$2` the product. Pins come before owners. */
export const VALUES = {
  facts: `(select coalesce(json_agg(x.fact), '[]') from (
    select ${fact("provenance", { one: "x.origin", two: "x.run" })} as fact from said x
    union all
    select ${fact("pin")} from (
      select variant_id, field_key as key from field_pins
      where brand_id = $1 and product_id = $2 and (expires_at is null or expires_at > now())) x
    union all
    select ${fact("conflict")} from (
      select variant_id, field_key as key from sync_conflicts
      where brand_id = $1 and product_id = $2 and closed_at is null) x
  ) x)`,
  owned: listOf(fact("owner", { key: "o.field_key", one: "x.connection_id", two: "c.name" }), OWNED),
  origins: listOf(
    `json_build_object('number', o.id::text, 'reason', o.reason, 'connectionId', o.connection_id,
      'connection', c.name, 'userId', o.user_id)`,
    `value_origins o left join brand_integrations c on c.brand_id = $1 and c.id = o.connection_id
    where o.brand_id = $1 and o.id = any (array(select distinct origin::int from said))`,
  ),
  runs: listOf(
    "json_build_object('number', r.seq::text, 'id', r.id)",
    "sync_runs r where r.brand_id = $1 and r.seq = any (array(select distinct run::bigint from said))",
  ),
};
