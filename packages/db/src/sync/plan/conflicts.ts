import { FIELD_KEYS, type FieldKey, fieldDefinition } from "@v1/core";
import { columnFields, type FieldSql, REFERENCE_TABLES } from "../field-sql.ts";
import { comparable } from "../same-said.ts";

/**
 * Disagreements on the products of this wave, judged after the merge and over every live link's
 * observation, not only this connection's: an owner's new value may close one and open another.
 * A value that nobody holds is no disagreement, and there is none under a pin.
 */
const TOUCHED = `
  select distinct product_id from m_products where writes and (not is_new or :observes::boolean) or revives`;

/** Names are compared as names: an observer's "Navy" agrees with the brand's "navy ". */
function referenceDiffers(field: FieldSql): string {
  const kind = field.reference;
  if (!kind || kind === "category") return "false";
  const { table } = REFERENCE_TABLES[kind];
  const column = `t.${field.columns[0]?.[0]}`;
  const asserted = `i.${field.id}::jsonb`;
  const name = `coalesce((${asserted})->>'name', (${asserted}) #>> '{}')`;
  return `not exists (
      select from ${table} e where e.brand_id = :brand and e.id = ${column} and e.normalized_name = normalize_name(${name})
    ) and not exists (
      select from catalog_links c where c.brand_id = :brand and c.connection_id = i.connection_id and c.kind = '${kind}'
        and c.external_key = coalesce('#' || ((${asserted})->>'key'), normalize_name(${name})) and c.entity_id = ${column}
    )`;
}

interface Judgement {
  key: FieldKey;
  conflicts: string;
  /** What stands there, for the few that conflict. */
  canonical: string;
}

function judgement(field: FieldSql, side: "product" | "variant"): Judgement {
  const environment = side === "product" && field.definition.table === "product_environment";
  const onSide = (sql: string) => (environment ? sql.replaceAll("t.", "e.") : sql);
  const differs = field.reference ? referenceDiffers(field) : onSide(field.differs);
  const filled = field.reference ? `i.${field.id} is not null` : field.filled;
  return {
    key: field.key,
    conflicts: `${filled} and ${onSide(field.held)} and ${differs}`,
    canonical: onSide(field.canonical),
  };
}

const COLLECTIONS: { key: FieldKey; asserted: string; held: string }[] = [
  {
    key: "product.materials",
    asserted: `select jsonb_agg(jsonb_build_array(coalesce(x->>'component', 'main'), normalize_name(x->>'name'), (x->>'percentage')::numeric(6,2)::text)
      order by coalesce(x->>'component', 'main'), normalize_name(x->>'name'))`,
    held: `select jsonb_agg(jsonb_build_array(m.component, b.normalized_name, m.percentage::text) order by m.component, b.normalized_name)
      from product_materials m join brand_materials b on b.brand_id = m.brand_id and b.id = m.brand_material_id
      where m.brand_id = :brand and m.product_id = i.product_id and m.variant_id is null`,
  },
  {
    key: "product.journey",
    asserted: `select jsonb_agg(jsonb_build_array(x->>'stepType', normalize_name(x->'facility'->>'name')) order by n)`,
    held: `select jsonb_agg(jsonb_build_array(m.step_type, b.normalized_name) order by m.sort_index)
      from product_journey_steps m join brand_facilities b on b.brand_id = m.brand_id and b.id = m.facility_id
      where m.brand_id = :brand and m.product_id = i.product_id and m.variant_id is null`,
  },
  {
    key: "product.tags",
    asserted: `select jsonb_agg(distinct normalize_name(coalesce(x->>'name', x #>> '{}')))`,
    held: `select jsonb_agg(distinct b.normalized_name)
      from tags_on_product m join brand_tags b on b.brand_id = m.brand_id and b.id = m.tag_id
      where m.brand_id = :brand and m.product_id = i.product_id`,
  },
  {
    key: "product.ecoClaims",
    asserted: `select jsonb_agg(distinct normalize_name(coalesce(x->>'name', x #>> '{}')))`,
    held: `select jsonb_agg(distinct b.normalized_name)
      from product_eco_claims m join brand_eco_claims b on b.brand_id = m.brand_id and b.id = m.eco_claim_id
      where m.brand_id = :brand and m.product_id = i.product_id`,
  },
];

function collectionJudgement({ key, asserted, held }: (typeof COLLECTIONS)[number]): Judgement {
  return {
    key,
    conflicts: `(
      select w.list is not null and h.list is not null and w.list is distinct from h.list
      from (${asserted} as list from jsonb_array_elements(
        case jsonb_typeof(i.observed->'${key}') when 'array' then i.observed->'${key}' else '[]' end) with ordinality o(x, n)) w,
        (${held.replace("select", "select (").replace(/\n {6}from/, ") as list\n      from")}) h
    )`,
    canonical: "null::jsonb",
  };
}

function fieldsOn(levels: string[]): FieldSql[] {
  return columnFields(FIELD_KEYS.filter((key) => levels.includes(fieldDefinition(key).level))).filter(
    (field) => field.definition.type.kind !== "identity",
  );
}

function typedColumns(fields: FieldSql[]): string {
  return fields
    .flatMap((field) => field.typed)
    .map(([name, expression]) => `, ${expression} as ${name}`)
    .join("\n    ");
}

interface Side {
  fields: FieldSql[];
  judgements: Judgement[];
  /** Where few fields are judged, only observations that have one of them are looked at further. */
  seen?: string;
}

const productFields = fieldsOn(["P", "PV"]);
const variantFields = fieldsOn(["V", "PV"]);
const ofProducts: Side = {
  fields: productFields,
  judgements: [
    ...productFields.map((field) => judgement(field, "product")),
    ...COLLECTIONS.map(collectionJudgement),
  ],
};
const ofVariants: Side = {
  fields: variantFields,
  judgements: variantFields.map((field) => judgement(field, "variant")),
};

function narrowed({ fields, judgements }: Side, only: ReadonlySet<FieldKey> | null): Side {
  const counts = ({ key }: { key: FieldKey }) => only === null || only.has(key);
  const counted = judgements.filter(counts);
  const keys = counted.map(({ key }) => `'${key}'`).join(", ");
  const seen = only === null ? "" : ` and s.observed ?| array[${keys}]`;
  return { fields: fields.filter(counts), judgements: counted, seen };
}

function columns(judgements: Judgement[]): string {
  const cases = judgements.map(({ key, canonical }) => `when '${key}' then ${canonical}`);
  return `i.connection_id, i.product_id, i.variant_id, f.key as field_key, case f.key ${cases.join("\n    ")} end as canonical,
  i.observed->f.key as observed`;
}

/** As arrays, and with every look-up fenced, for the reasons that `plan/effects.ts` gives. */
function judged(judgements: Judgement[]): string {
  return `
cross join lateral (
  select array[${judgements.map(({ conflicts }) => conflicts).join(",\n    ")}] as conflicts offset 0
) x
cross join lateral unnest(array[${judgements.map(({ key }) => `'${key}'`).join(", ")}], x.conflicts) f(key, conflicts)
left join field_owners o on o.brand_id = :brand and o.field_key = f.key
where true = any(x.conflicts) and f.conflicts and o.connection_id is distinct from i.connection_id and not exists (
  select from field_pins pin where pin.brand_id = :brand and pin.product_id = i.product_id
    and pin.variant_id is not distinct from i.variant_id and pin.field_key = f.key
)`;
}

function productConflicts({ fields, judgements, seen = "" }: Side): string {
  return `
select ${columns(judgements)}
from (
  select s.connection_id, x.product_id, null::uuid as variant_id, s.observed${typedColumns(fields)}
  from (${TOUCHED}) x
  cross join lateral (
    select s.connection_id, s.observed from product_sources s
    where s.brand_id = :brand and s.product_id = x.product_id and s.state = 'live' and s.is_primary${seen} offset 0
  ) s
  offset 0
) i
cross join lateral (
  select * from products t where t.brand_id = :brand and t.id = i.product_id offset 0
) t
left join lateral (
  select * from product_environment e where e.brand_id = :brand and e.product_id = i.product_id offset 0
) e on true${judged(judgements)}`;
}

function variantConflicts({ fields, judgements, seen = "" }: Side): string {
  return `
select ${columns(judgements)}
from (
  select s.connection_id, x.product_id, pv.id as variant_id, s.observed${typedColumns(fields)}
  from (${TOUCHED}) x
  cross join lateral (
    select pv.id from product_variants pv where pv.brand_id = :brand and pv.product_id = x.product_id offset 0
  ) pv
  cross join lateral (
    select s.connection_id, s.observed from variant_sources s
    where s.brand_id = :brand and s.variant_id = pv.id and s.state = 'live'${seen} offset 0
  ) s
  offset 0
) i
cross join lateral (
  select * from product_variants t where t.brand_id = :brand and t.id = i.variant_id offset 0
) t${judged(judgements)}`;
}

/** Of all fields; or of `only` those that may have changed, where the others stand as they were judged. */
export function judgeConflicts(only: ReadonlySet<FieldKey> | null): string {
  const [product, variant] = [narrowed(ofProducts, only), narrowed(ofVariants, only)];
  const sides = [
    ...(product.judgements.length > 0 ? [productConflicts(product)] : []),
    ...(variant.judgements.length > 0 ? [variantConflicts(variant)] : []),
  ];
  return `create temp table w_conflicts on commit drop as${sides.join("\nunion all")}`;
}

/** A set that comes in another order stays as it was first heard, so that what was dismissed stays dismissed. */
const SAID = `case when ${comparable("sync_conflicts.observed", "excluded.field_key")}
    = ${comparable("excluded.observed", "excluded.field_key")} then sync_conflicts.observed else excluded.observed end`;

export const openConflicts = `
insert into sync_conflicts
  (brand_id, id, product_id, variant_id, field_key, connection_id, canonical, observed, opened_run_id, updated_run_id)
select :brand, gen_random_uuid(), product_id, variant_id, field_key, connection_id, canonical, observed, :run, :run
from w_conflicts
on conflict (brand_id, product_id, variant_id, field_key, connection_id) where closed_at is null do update set
  canonical = excluded.canonical, observed = ${SAID}, updated_run_id = excluded.updated_run_id
where (sync_conflicts.canonical, sync_conflicts.observed) is distinct from (excluded.canonical, excluded.observed)
returning (xmax = 0) as opened`;

/** The look-up is fenced into single probes (decision 0014), and only what closes is joined to the table. */
export function closeConflicts(only: ReadonlySet<FieldKey> | null): string {
  const fields =
    only === null ? "" : ` and o.field_key in (${[...only].map((key) => `'${key}'`).join(", ")})`;
  return `
update sync_conflicts c set closed_at = now(), close_reason = 'agreed', updated_run_id = :run
from (
  select o.id from (${TOUCHED}) x
  cross join lateral (
    select o.id, o.product_id, o.variant_id, o.field_key, o.connection_id from sync_conflicts o
    where o.brand_id = :brand and o.product_id = x.product_id and o.closed_at is null${fields}
    offset 0
  ) o
  where not exists (
    select from w_conflicts w
    where w.product_id = o.product_id and w.variant_id is not distinct from o.variant_id
      and w.field_key = o.field_key and w.connection_id = o.connection_id
  )
) x
where c.brand_id = :brand and c.id = x.id`;
}
