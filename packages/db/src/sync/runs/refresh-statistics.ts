import type { ClientBase } from "pg";

/** Columns that a chunk looks up by; the wide ones would only make it slow. */
const ANALYZE = [
  "products (brand_id, id, product_identifier)",
  "product_variants (brand_id, id, product_id, sku, barcode, gtin, tombstoned_at)",
  "product_sources (brand_id, connection_id, external_id, product_id, state, group_key)",
  "variant_sources (brand_id, connection_id, external_id, variant_id, state)",
  "product_source_states (brand_id, connection_id, external_id)",
  "value_provenance (brand_id, product_id, variant_id)",
  "product_materials (brand_id, product_id, variant_id)",
  "product_journey_steps (brand_id, product_id, variant_id)",
  "tags_on_product (brand_id, product_id, connection_id)",
  "product_eco_claims (brand_id, product_id, connection_id)",
]
  .map((table) => `analyze ${table}`)
  .join(";");

/**
 * The planner knows nothing of a table that is being filled for the first time, and then prefers
 * an index by brand alone; nor of a connection that is new. Fresh figures each time its links have doubled keep every look-up on its
 * own index; autovacuum would come a minute too late.
 */
export class Statistics {
  #known = 0;
  #added = 0;

  /** @param links made by the last chunk, to products that are new or another connection's */
  async added(client: ClientBase, links: number): Promise<void> {
    this.#added += links;
    if (this.#added < Math.max(500, this.#known)) return;
    this.#known += this.#added;
    this.#added = 0;
    await client.query(ANALYZE);
  }
}
