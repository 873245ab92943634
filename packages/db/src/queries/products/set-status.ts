import { notFound } from "@v1/core";
import { and, eq, inArray, sql } from "drizzle-orm";
import { type ProductStatus, products } from "../../schema/products/products.ts";
import type { BrandScope } from "../../scope.ts";
import { recordAudit } from "../core/record-audit.ts";

/**
 * Unpublishes or archives products; an archived one remembers what it was. What was published of them
 * stays as it is. Publishing keeps a version, and is in passports/publish-now.ts.
 * @returns how many changed
 */
export async function setProductStatus(
  scope: BrandScope,
  { ids, status }: { ids: string[]; status: Exclude<ProductStatus, "scheduled" | "published"> },
): Promise<{ changed: number }> {
  const { tx, brandId } = scope;
  const own = and(eq(products.brandId, brandId), inArray(products.id, ids));
  const changed = await tx
    .update(products)
    .set({
      status,
      // Nothing waits where nothing is public; publishing looks anew at what differs.
      hasPendingChanges: false,
      statusBeforeArchive: status === "archived" ? sql`${products.status}` : null,
      updatedAt: new Date(),
    })
    .where(and(own, sql`${products.status} <> ${status}`))
    .returning({ id: products.id });
  if (changed.length > 0) {
    await recordAudit(scope, {
      action: "product.status",
      target: { status, ids: changed.map(({ id }) => id) },
    });
    return { changed: changed.length };
  }
  const [found] = await tx.select({ id: products.id }).from(products).where(own).limit(1);
  if (!found) throw notFound("product", ids[0] ?? "");
  return { changed: 0 };
}
