import type { ClientBase } from "pg";
import { execute, type Params } from "../../sync/statement.ts";
import { fieldVerdicts } from "./field-verdicts.ts";

/**
 * Somebody has done something with the record since the run: a later run changed it, a person did or pinned
 * it, or another connection sells it. `%variant%` narrows to one variant.
 */
const touched = (variant: boolean) => `(
  exists (
    select from sync_changes later join sync_runs r on r.brand_id = later.brand_id and r.id = later.run_id
    where later.brand_id = :brand and later.product_id = w.product_id and r.seq > :subject_seq::bigint
      ${variant ? "and later.variant_id = w.variant_id" : ""}
  ) or exists (
    select from field_pins pin where pin.brand_id = :brand and pin.product_id = w.product_id
      ${variant ? "and pin.variant_id = w.variant_id" : ""}
  ) or exists (
    select from value_provenance pr cross join lateral jsonb_each_text(pr.fields) f
    join value_origins o on o.brand_id = :brand and o.id = split_part(f.value, ':', 1)::int
    where pr.brand_id = :brand and pr.product_id = w.product_id and o.user_id is not null
      ${variant ? "and pr.variant_id = w.variant_id" : ""}
  ) or exists (
    ${
      variant
        ? "select from variant_sources l where l.brand_id = :brand and l.variant_id = w.variant_id"
        : "select from product_sources l where l.brand_id = :brand and l.product_id = w.product_id"
    } and l.state = 'live' and l.connection_id <> :connection
  )
)`;

const OF_PRODUCTS = `
select w.product_id, w.variant_id, w.field_key, w.before, w.after, to_jsonb(p.status) as current,
  case w.field_key
    when '$created' then case
      when ${touched(false)} or p.status not in ('unpublished', 'archived') then 'touched' else 'archive' end
    when '$status' then case when to_jsonb(p.status) = w.after then 'set_status' else 'changed_since' end
    when '$linked' then 'unlink'
    when '$unlinked' then 'relink'
  end as verdict
from changed w join products p on p.brand_id = :brand and p.id = w.product_id
where w.variant_id is null and w.field_key in ('$created', '$status', '$linked', '$unlinked')`;

const TAKEN = `exists (
  select from product_variants o where o.brand_id = :brand and o.id <> v.id and o.tombstoned_at is null
    and (o.sku = v.sku or coalesce(o.gtin, o.barcode) = coalesce(v.gtin, v.barcode))
)`;

const OF_VARIANTS = `
select w.product_id, w.variant_id, w.field_key, w.before, w.after, to_jsonb(v.tombstoned_at is null) as current,
  case
    when w.field_key = '$tombstoned' then case
      when v.tombstoned_at is null then 'changed_since' when ${TAKEN} then 'code_taken' else 'revive' end
    when v.tombstoned_at is not null then 'changed_since'
    when ${touched(true)} then 'touched' else 'tombstone'
  end as verdict
from changed w join product_variants v on v.brand_id = :brand and v.id = w.variant_id
where w.field_key in ('$created', '$restored', '$tombstoned')`;

const JUDGE = `
create temp table w_undo on commit drop as
with changed as materialized (
  select c.product_id, c.variant_id, c.field_key, coalesce(c.before, 'null') as before, coalesce(c.after, 'null') as after
  from sync_changes c
  where c.brand_id = :brand and c.run_id = :subject and c.product_id = any(:products::uuid[])
)${fieldVerdicts}
union all${OF_PRODUCTS}
union all${OF_VARIANTS}`;

/** The run to undo, as its changes are kept. */
export interface Subject {
  brandId: string;
  runId: string;
  seq: number;
  connectionId: string;
}

export function subjectParams(subject: Subject): Params {
  return {
    brand: subject.brandId,
    subject: subject.runId,
    subject_seq: subject.seq,
    connection: subject.connectionId,
  };
}

const NEXT = `
select product_id as id from sync_changes
where brand_id = :brand and run_id = :subject and product_id > :after::uuid
group by product_id order by product_id limit :size`;

const FIRST = "00000000-0000-0000-0000-000000000000";

/** The next products that the run changed, behind `after`. */
export async function nextProducts(
  client: ClientBase,
  subject: Subject,
  { after, size }: { after: string | null; size: number },
): Promise<string[]> {
  const params = { ...subjectParams(subject), after: after ?? FIRST, size };
  const { rows } = await execute<{ id: string }>(client, { name: "next undone", text: NEXT }, params);
  return rows.map(({ id }) => id);
}

/** Makes `w_undo`: every change of the run to these products, with what becomes of it. */
export async function judgeUndo(client: ClientBase, subject: Subject, products: string[]): Promise<void> {
  await client.query("set local jit = off; set local work_mem = '64MB'");
  await execute(client, { name: "judge undo", text: JUDGE }, { ...subjectParams(subject), products });
  await client.query("analyze w_undo");
}
