import type { WorkerDb } from "../client.ts";
import type { ProductStatus } from "../schema/products/products.ts";
import type { PassportContent, PassportSources } from "./content.ts";
import { SNAPSHOTS } from "./snapshot.ts";

/** A product as it would be published now, beside what is published. */
export interface Draft {
  productId: string;
  product: string;
  productIdentifier: string;
  status: ProductStatus;
  hasPendingChanges: boolean;
  content: PassportContent;
  sources: PassportSources;
  published: { version: number; publishedAt: Date; content: PassportContent } | null;
}

interface Row extends Omit<Draft, "published"> {
  version: number | null;
  publishedAt: Date;
  publishedContent: PassportContent;
}

const DRAFTS = `
select t.id as "productId", t.name as product, t.product_identifier as "productIdentifier", t.status,
  t.has_pending_changes as "hasPendingChanges", s.content, s.sources, c.version, c.published_at as "publishedAt",
  v.content as "publishedContent"
from (${SNAPSHOTS}) s
join products t on t.brand_id = $1 and t.id = s.product_id
left join passports c on c.brand_id = $1 and c.product_id = s.product_id
left join passport_versions v on v.brand_id = $1 and v.product_id = s.product_id and v.version = c.version
order by s.product_id desc`;

/** Drafts of these products of the brand, the newest product first. Those that it has not are left out. */
export async function readDrafts(
  db: WorkerDb,
  { brandId, productIds }: { brandId: string; productIds: readonly string[] },
): Promise<Draft[]> {
  const { rows } = await db.pool.query<Row>(DRAFTS, [brandId, productIds]);
  return rows.map(({ version, publishedAt, publishedContent, ...draft }) => ({
    ...draft,
    published: version === null ? null : { version, publishedAt, content: publishedContent },
  }));
}
