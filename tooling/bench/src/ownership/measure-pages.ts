import { type BrandScope, brandScope, openWorkerDb } from "@v1/db";
import { countOpenConflicts, listConflicts, listPreviewRecords } from "@v1/db/ownership";
import { connected } from "../database.ts";
import { p95 } from "./p95.ts";
import { FIELD, type Scene } from "./scene.ts";

export interface PageFigures {
  open_conflicts: number;
  conflicts_p95_ms: number;
  conflicts_of_field_p95_ms: number;
  badge_p95_ms: number;
  preview_p95_ms: number;
}

/** A preview that found a change of every product. */
const PREVIEW = `
with run as (
  insert into sync_runs (brand_id, connection_id, kind, mode, trigger, status, expires_at)
  values ($1, $2, 'preview', 'full', 'manual', 'completed', now() + interval '1 day') returning id
), kept as (
  insert into preview_records (brand_id, run_id, ordinal, external_id, effect, product_id, identifier, name, diff)
  select $1, run.id, row_number() over (order by p.id), p.id::text, 'changed', p.id, p.product_identifier, p.name,
    jsonb_build_object('changes', jsonb_build_array(jsonb_build_object('field', $3::text, 'before', 'a', 'after', 'b')))
  from run, products p where p.brand_id = $1
)
select id from run`;

/** A conflict for every product, as many as an observer can cause in one field. */
const CONFLICTS = `
insert into sync_conflicts (brand_id, product_id, field_key, connection_id, canonical, observed)
select $1, id, $3, $2, '"ours"', '"theirs"' from products where brand_id = $1
on conflict do nothing`;

/** How long one waits for a page of the inbox, for its badge, and for a page of a preview. */
export async function measurePages(scene: Scene): Promise<PageFigures> {
  const { brandId, userId, connectionId, url } = scene;
  const prepared = await connected(url, async (client) => {
    await client.query(CONFLICTS, [brandId, connectionId, FIELD]);
    const { rows } = await client.query<{ id: string }>(PREVIEW, [brandId, connectionId, FIELD]);
    await client.query("vacuum analyze");
    const text = "select count(*)::int as open from sync_conflicts where brand_id = $1 and closed_at is null";
    const counted = await client.query<{ open: number }>(text, [brandId]);
    return { previewId: rows[0]?.id ?? "", open: counted.rows[0]?.open ?? 0 };
  });
  const db = openWorkerDb({ url, max: 2 });
  const ask = (query: (scope: BrandScope) => Promise<unknown>) =>
    p95(() => db.orm.transaction((tx) => query(brandScope(tx, { brandId, userId, role: "owner" }))));
  try {
    return {
      open_conflicts: prepared.open,
      conflicts_p95_ms: await ask((scope) => listConflicts(scope, {})),
      conflicts_of_field_p95_ms: await ask((scope) =>
        listConflicts(scope, { fieldKey: "product.description" }),
      ),
      badge_p95_ms: await ask(countOpenConflicts),
      preview_p95_ms: await ask((scope) => listPreviewRecords(scope, { runId: prepared.previewId })),
    };
  } finally {
    await db.close();
  }
}
