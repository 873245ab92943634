import { type FieldKey, fieldDefinition } from "@v1/core";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { limitOf, type Page, type PageRequest, readCursor, toPage } from "../../page.ts";
import type { BrandScope } from "../../scope.ts";
import { STANDING } from "../standing-lists.ts";
import { gathered, isFew } from "./few-conflicts.ts";
import { type ConflictSearch, conditionAside, conflictCondition, openIn } from "./filter.ts";

export interface Conflict {
  id: string;
  productId: string;
  product: string;
  productIdentifier: string;
  variantId: string | null;
  /** SKU, barcode or option of the variant; null on the product's level. */
  variant: string | null;
  fieldKey: FieldKey;
  label: string;
  connectionId: string;
  connection: string;
  /** What stands in our product. */
  canonical: unknown;
  /** What the connection says. */
  observed: unknown;
  openedAt: Date;
  dismissedAt: Date | null;
}

type Row = Omit<Conflict, "label" | "openedAt" | "dismissedAt"> & {
  openedAt: string;
  dismissedAt: string | null;
  at: string;
};

const ROWS = sql`
select c.id, c.product_id as "productId", p.name as product, p.product_identifier as "productIdentifier",
  c.variant_id as "variantId", coalesce(v.sku, v.barcode, v.option_value, v.upid) as variant,
  c.field_key as "fieldKey", c.connection_id as "connectionId", i.name as connection, ${sql.raw(STANDING)} as canonical, c.observed,
  c.opened_at as "openedAt", c.dismissed_at as "dismissedAt", c.opened_at::text as at
from sync_conflicts c
join products p on p.brand_id = c.brand_id and p.id = c.product_id
join brand_integrations i on i.brand_id = c.brand_id and i.id = c.connection_id
left join product_variants v on v.brand_id = c.brand_id and v.id = c.variant_id`;

const cursor = z.tuple([z.string().max(40), z.uuid()]);

/** Open conflicts, the newest first. */
export async function listConflicts(
  scope: BrandScope,
  request: ConflictSearch & PageRequest,
): Promise<Page<Conflict>> {
  const limit = limitOf(request);
  const after = readCursor(cursor, request.cursor);
  const few = await isFew(scope, request);
  const condition = few ? conditionAside(scope, request) : await conflictCondition(scope, request);
  if (!condition) return { items: [], nextCursor: null };
  const behind = after ? sql`and (c.opened_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``;
  const page = few ? gathered(scope, { condition, behind, limit: limit + 1 }) : sql`${condition} ${behind}`;
  const rows = await read(
    scope,
    sql`${ROWS} where ${page} order by c.opened_at desc, c.id desc limit ${limit + 1}`,
  );
  const { items, nextCursor } = toPage(rows, limit, (row) => [row.at, row.id]);
  return { items: items.map(present), nextCursor };
}

/** One conflict, closed ones too; null where there is none. */
export async function findConflict(scope: BrandScope, id: string): Promise<Conflict | null> {
  const [row] = await read(scope, sql`${ROWS} where c.brand_id = ${scope.brandId} and c.id = ${id}`);
  return row ? present(row) : null;
}

async function read({ tx }: BrandScope, query: SQL): Promise<Row[]> {
  return (await tx.execute(query)).rows as unknown as Row[];
}

function present({ at: _at, openedAt, dismissedAt, ...row }: Row): Conflict {
  return {
    ...row,
    label: fieldDefinition(row.fieldKey).label,
    openedAt: new Date(openedAt),
    dismissedAt: dismissedAt === null ? null : new Date(dismissedAt),
  };
}

/** More are not counted for a badge: it says "1,000+". */
export const MOST_COUNTED = 1_000;

/** How many conflicts are open, up to a thousand: cheap however many there are. */
export async function countOpenConflicts({
  tx,
  brandId,
}: BrandScope): Promise<{ open: number; more: boolean }> {
  const { rows } = await tx.execute<{ open: number }>(sql`
    select count(*)::int as open from (
      select from sync_conflicts c where ${openIn(brandId)} limit ${MOST_COUNTED + 1}
    ) seen`);
  const open = rows[0]?.open ?? 0;
  return { open: Math.min(open, MOST_COUNTED), more: open > MOST_COUNTED };
}

export interface ConflictCount {
  fieldKey: FieldKey;
  label: string;
  connectionId: string;
  connection: string;
  count: number;
}

/** Open conflicts by field and connection, the most first. */
export async function countConflicts(
  { tx, brandId }: BrandScope,
  state: "open" | "dismissed" = "open",
): Promise<ConflictCount[]> {
  const { rows } = await tx.execute<Omit<ConflictCount, "label"> & Record<string, unknown>>(sql`
    select n.field_key as "fieldKey", n.connection_id as "connectionId", i.name as connection, n.${sql.raw(state)} as count
    from conflict_counts n
    join brand_integrations i on i.brand_id = ${brandId} and i.id = n.connection_id
    where n.brand_id = ${brandId} and n.${sql.raw(state)} > 0
    order by 4 desc, 1, 3`);
  return rows.map((row) => ({ ...row, label: fieldDefinition(row.fieldKey).label }));
}
