import { AppError, notFound } from "@v1/core";
import type { WorkerDb } from "../client.ts";
import { type Actor, lockAsMember, note } from "../ownership/act.ts";
import { inTransaction, type Queryable } from "../queries/jobs/queryable.ts";
import { bringBack } from "./bring-back.ts";
import { type Published, publishProducts } from "./publish-products.ts";

/**
 * Publishes some products at once, for a member.
 * @throws AppError `forbidden` for who is no member any more; `not_found` where the brand has none of them;
 * `conflict` where all of them are archived
 */
export function publishNow(
  db: WorkerDb,
  request: Actor & {
    productIds: readonly string[];
    /** Takes archived products that were published back with the version that they had. */
    bringsBack?: boolean;
  },
): Promise<Published> {
  return inTransaction(db, async (client) => {
    await lockAsMember(client, request);
    const back = request.bringsBack ? await bringBack(client, request) : [];
    const productIds = request.productIds.filter((id) => !back.includes(id));
    const done = await publishProducts(client, { ...request, productIds });
    if (back.length + done.published.length + done.unchanged === 0) await refuse(client, request);
    if (done.published.length > 0) await tell(client, request, done);
    if (back.length > 0)
      await note(client, request, { action: "passport.return", target: { products: back } });
    return { ...done, changed: done.changed + back.length };
  });
}

/** One product's publishing stands under its id, so that the product's history finds it. */
async function tell(client: Queryable, actor: Actor, { published }: Published): Promise<void> {
  const [first, ...more] = published;
  const target = more.length === 0 && first ? { ...first } : { products: published };
  await note(client, actor, { action: "passport.publish", target });
}

async function refuse(
  client: Queryable,
  { brandId, productIds }: { brandId: string; productIds: readonly string[] },
): Promise<never> {
  const { rowCount } = await client.query(
    "select from products where brand_id = $1 and id = any($2::uuid[])",
    [brandId, productIds],
  );
  if (!rowCount) throw notFound("product", productIds[0] ?? "");
  throw new AppError({
    code: "conflict",
    message: "An archived product cannot be published.",
    hint: "Restore it first; then publish it.",
  });
}
