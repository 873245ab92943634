import type { FieldKey } from "@v1/core";
import type { Queryable } from "../../queries/jobs/queryable.ts";
import { closeConflicts, judgeConflicts, openConflicts } from "../../sync/plan/conflicts.ts";
import { execute } from "../../sync/statement.ts";

interface Judged {
  brandId: string;
  products: readonly string[];
  /** Fields that may have changed; the others stand as they were judged. */
  fields: ReadonlySet<FieldKey>;
  /** The run that did it; none where people did. */
  runId?: string;
}

const PRODUCTS = `
create temp table m_products on commit drop as
select product_id, true as writes, false as is_new, false as revives from unnest(:products::uuid[]) product_id`;

/**
 * Opens and closes conflicts where something was changed without a sync, as a sync does behind its merge: what
 * a connection says is compared with what stands there now (rule 5).
 */
export async function judgeProducts(
  client: Queryable,
  { brandId, products, fields, runId }: Judged,
): Promise<void> {
  if (products.length === 0 || fields.size === 0) return;
  const params = { brand: brandId, products: [...new Set(products)], run: runId ?? null, observes: true };
  const step = (name: string, text: string) => execute(client, { name, text }, params);
  await step("judge products", PRODUCTS);
  await step("judge conflicts", judgeConflicts(fields));
  await step("open conflicts", openConflicts);
  await step("close conflicts", closeConflicts(fields));
  await client.query("drop table m_products, w_conflicts");
}
