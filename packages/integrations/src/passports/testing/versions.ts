import type { Brand, World } from "../../sync/testing/world.ts";
import type { PassportDeps } from "../types.ts";

export interface KeptVersion {
  product: string;
  version: number;
  /** Everything of the row, as text: two of them are the same only if nothing moved. */
  row: string;
  content: {
    upid: string;
    product: Record<string, unknown>;
    variants: { upid: string; gone?: true; fields: Record<string, unknown> }[];
  };
  sources: { product: Record<string, string>; origins: Record<string, Record<string, string>> };
  runIds: string[];
}

/** What is published of a brand, word for word. */
export function versionsOf(brand: Brand): Promise<KeptVersion[]> {
  return brand.sql<KeptVersion>(
    `select p.product_identifier as product, v.version, v::text as row, v.content, v.sources, v.run_ids as "runIds"
     from passport_versions v join products p on p.brand_id = v.brand_id and p.id = v.product_id
     where v.brand_id = $1 order by p.product_identifier, v.version`,
    [brand.id],
  );
}

/** What the verbs stand on; `enqueued` is what they gave to workers. */
export function passportDeps(world: World) {
  const enqueued: { brandId: string; publicationId: string }[] = [];
  const deps: PassportDeps = {
    db: world.db,
    queue: { enqueue: async (_name, payload) => enqueued.push(payload) },
  };
  return { ...deps, enqueued };
}
