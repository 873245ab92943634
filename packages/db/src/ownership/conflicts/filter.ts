import type { FieldKey } from "@v1/core";
import { type SQL, sql } from "drizzle-orm";
import { searchProducts } from "../../queries/search/search-products.ts";
import type { BrandScope } from "../../scope.ts";

export interface ConflictFilter {
  fieldKey?: FieldKey;
  connectionId?: string;
  productId?: string;
  openedBefore?: Date;
  openedAfter?: Date;
}

export interface ConflictSearch extends ConflictFilter {
  /** Beginnings of words of any text of the product. */
  search?: string;
  /** Open ones by default; those that were dismissed come back by themselves with another value. */
  state?: "open" | "dismissed";
}

/** More products than these are not looked through. */
const MOST_PRODUCTS = 1_000;

/** The condition on `sync_conflicts c`; null where the search finds no product. */
export async function conflictCondition(scope: BrandScope, filter: ConflictSearch): Promise<SQL | null> {
  const parts = [inbox(scope.brandId), isOpen(filter), ...conditionsOf(filter)];
  if (!filter.search) return sql.join(parts, sql` and `);
  const found = await searchProducts(scope, { terms: filter.search, most: MOST_PRODUCTS });
  if (found.length === 0) return null;
  const ids = sql`c.brand_id = ${scope.brandId} and c.product_id = any (${sql.param(found)}::uuid[])`;
  return sql.join([...parts, ids], sql` and `);
}

/** The same where no words are searched for, of any index but the inbox's own. */
export function conditionAside({ brandId }: BrandScope, filter: ConflictSearch): SQL {
  return sql.join([sql`c.brand_id = ${brandId}`, isOpen(filter), ...conditionsOf(filter)], sql` and `);
}

/** Of the inbox's own index: it holds what is open, by brand and time. */
function inbox(brandId: string): SQL {
  return sql`c.brand_id::text = ${brandId}`;
}

function isOpen({ state }: ConflictSearch): SQL {
  return sql`c.closed_at is null and c.is_dismissed = ${state === "dismissed"}`;
}

export function openIn(brandId: string): SQL {
  return sql`${inbox(brandId)} and ${isOpen({})}`;
}

function conditionsOf(filter: ConflictFilter): SQL[] {
  const { fieldKey, connectionId, productId, openedBefore, openedAfter } = filter;
  return [
    ...(fieldKey ? [sql`c.field_key = ${fieldKey}`] : []),
    ...(connectionId ? [sql`c.connection_id = ${connectionId}`] : []),
    ...(productId ? [sql`c.product_id = ${productId}`] : []),
    ...(openedBefore ? [sql`c.opened_at < ${openedBefore.toISOString()}::timestamptz`] : []),
    ...(openedAfter ? [sql`c.opened_at >= ${openedAfter.toISOString()}::timestamptz`] : []),
  ];
}
