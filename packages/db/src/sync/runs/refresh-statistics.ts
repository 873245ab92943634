import type { ClientBase } from "pg";

/**
 * The planner knows nothing of a table that is being filled for the first time, and then prefers
 * an index by brand alone. Fresh figures each time the table has doubled keep every look-up on its
 * own index; autovacuum would come a minute too late.
 */
export class Statistics {
  #known = 0;
  #added = 0;

  /** @param variants created by the last chunk */
  async added(client: ClientBase, variants: number): Promise<void> {
    this.#added += variants;
    if (this.#added < Math.max(1_000, this.#known)) return;
    this.#known += this.#added;
    this.#added = 0;
    await client.query("analyze product_variants (brand_id, product_id, sku, barcode, gtin, tombstoned_at)");
    await client.query(
      "analyze product_sources (brand_id, connection_id, external_id, product_id, state, group_key)",
    );
  }
}
