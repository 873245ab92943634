import { type FieldKey, fieldDefinition, isFieldKey, notFound } from "@v1/core";
import type { ClientBase } from "pg";
import { z } from "zod";
import type { WorkerDb } from "../../client.ts";
import { limitOf, type Page, type PageRequest, readCursor, toPage } from "../../page.ts";
import { withSession } from "../../sync/session.ts";
import { judgeUndo, nextProducts, type Subject } from "./judge-undo.ts";

/** What becomes of one change: it is put back, or stays for a reason. */
export type UndoVerdict =
  | "restore"
  | "archive"
  | "set_status"
  | "unlink"
  | "relink"
  | "tombstone"
  | "revive"
  | "changed_since"
  | "pinned"
  | "touched"
  | "code_taken";

const STAYS: ReadonlySet<string> = new Set(["changed_since", "pinned", "touched", "code_taken"]);

interface Count {
  /** A key of the field registry, or `$created`, `$status`, `$linked`, `$tombstoned`, … */
  fieldKey: string;
  label: string;
  verdict: UndoVerdict;
  count: number;
}

export interface UndoPreview {
  runId: string;
  products: number;
  /** What would be put back, and what would not and why, by field; the most first. */
  restored: Count[];
  kept: Count[];
}

interface Ref {
  brandId: string;
  runId: string;
}

/** Products that one look judges: the rest of the brand's work is not held up by it. */
const AT_ONCE = 5_000;

/**
 * What undoing a run would put back and what not, by the very statement that an undo decides by. Takes no
 * lock: what is done meanwhile may change the answer.
 * @throws AppError `not_found`
 */
export function previewUndo(db: WorkerDb, ref: Ref): Promise<UndoPreview> {
  return looking(db, ref, async (client, subject) => {
    const counts = new Map<string, Count>();
    let products = 0;
    for (let after: string | null = null; ; ) {
      const ids = await nextProducts(client, subject, { after, size: AT_ONCE });
      if (ids.length > 0) await countVerdicts(client, { subject, ids, counts });
      products += ids.length;
      after = ids.at(-1) ?? null;
      if (ids.length < AT_ONCE) break;
    }
    const all = [...counts.values()].sort((left, right) => right.count - left.count);
    return {
      runId: ref.runId,
      products,
      restored: all.filter(({ verdict }) => !STAYS.has(verdict)),
      kept: all.filter(({ verdict }) => STAYS.has(verdict)),
    };
  });
}

async function countVerdicts(
  client: ClientBase,
  { subject, ids, counts }: { subject: Subject; ids: string[]; counts: Map<string, Count> },
): Promise<void> {
  await judgeUndo(client, subject, ids);
  const { rows } = await client.query<Omit<Count, "label">>(
    `select field_key as "fieldKey", verdict, count(*)::int as count from w_undo where verdict is not null group by 1, 2`,
  );
  await client.query("drop table w_undo");
  for (const row of rows) {
    const key = `${row.fieldKey} ${row.verdict}`;
    const known = counts.get(key) ?? { ...row, label: labelOf(row.fieldKey), count: 0 };
    counts.set(key, { ...known, count: known.count + row.count });
  }
}

function labelOf(key: string): string {
  return isFieldKey(key) ? fieldDefinition(key as FieldKey).label : key;
}

export interface UndoPlace {
  productId: string;
  product: string;
  productIdentifier: string;
  variantId: string | null;
  variant: string | null;
  fieldKey: string;
  /** As it was before the run, as the run left it, and as it is now. */
  before: unknown;
  after: unknown;
  current: unknown;
  verdict: UndoVerdict;
}

const PLACES = `
select w.product_id as "productId", p.name as product, p.product_identifier as "productIdentifier",
  w.variant_id as "variantId", coalesce(v.sku, v.barcode, v.option_value, v.upid) as variant,
  w.field_key as "fieldKey", w.before, w.after, w.current, w.verdict
from w_undo w
join products p on p.brand_id = $1 and p.id = w.product_id
left join product_variants v on v.brand_id = $1 and v.id = w.variant_id
where w.verdict is not null
order by w.product_id, w.variant_id nulls first, w.field_key`;

/** The same change by change, for `limit` products at a time. @throws AppError `not_found` */
export function listUndoPlaces(db: WorkerDb, request: Ref & PageRequest): Promise<Page<UndoPlace>> {
  const limit = limitOf(request);
  const after = readCursor(z.uuid(), request.cursor);
  return looking(db, request, async (client, subject) => {
    const ids = await nextProducts(client, subject, { after, size: limit + 1 });
    const page = toPage(ids, limit, (id) => id);
    if (page.items.length === 0) return { items: [], nextCursor: null };
    await judgeUndo(client, subject, page.items);
    const { rows } = await client.query<UndoPlace & Record<string, unknown>>(PLACES, [request.brandId]);
    return { items: rows, nextCursor: page.nextCursor };
  });
}

/** A transaction of looks only, taken back at its end. */
function looking<T>(
  db: WorkerDb,
  { brandId, runId }: Ref,
  look: (client: ClientBase, subject: Subject) => Promise<T>,
): Promise<T> {
  return withSession(db, async (client) => {
    await client.query("begin");
    try {
      const { rows } = await client.query<{ seq: number; connectionId: string }>(
        `select seq::int as seq, connection_id as "connectionId" from sync_runs where brand_id = $1 and id = $2`,
        [brandId, runId],
      );
      const [run] = rows;
      if (!run) throw notFound("run", runId);
      return await look(client, { brandId, runId, ...run });
    } finally {
      await client.query("rollback");
    }
  });
}
