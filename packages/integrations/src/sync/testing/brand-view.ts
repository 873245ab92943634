import type { FieldKey } from "@v1/core";
import type { WorkerDb } from "@v1/db";
import * as read from "./read-back.ts";

/** What stands in the database for one brand, as plain objects, and what a person would do by hand. */
export class BrandView {
  readonly id: string;
  readonly #db: WorkerDb;

  constructor(db: WorkerDb, id: string) {
    this.#db = db;
    this.id = id;
  }

  async sql<Row extends object = Record<string, unknown>>(
    text: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    return (await this.#db.pool.query(text, values)).rows as Row[];
  }

  #all<Row extends object>(text: string): Promise<Row[]> {
    return this.sql<Row>(text, [this.id]);
  }

  products(): Promise<read.ProductView[]> {
    return this.#all(read.PRODUCTS);
  }

  /** The product with this identifier, `style-<id>` by default of `record`. */
  async product(identifier: string): Promise<read.ProductView> {
    const found = (await this.products()).find((row) => row.identifier === identifier);
    if (!found) throw new Error(`No product ${identifier}.`);
    return found;
  }

  /** Live and tombstoned variants, in the order in which they were made. */
  variants(): Promise<read.VariantView[]> {
    return this.#all(read.VARIANTS);
  }

  async variant(sku: string): Promise<read.VariantView> {
    const found = (await this.variants()).find((row) => row.sku === sku);
    if (!found) throw new Error(`No variant ${sku}.`);
    return found;
  }

  links(): Promise<read.LinkView[]> {
    return this.#all(read.LINKS);
  }

  variantLinks(): Promise<read.VariantLinkView[]> {
    return this.#all(read.VARIANT_LINKS);
  }

  /** Field → reason and who, for instance `owner shop`. */
  async provenance(productId: string, variantId: string | null = null): Promise<Record<string, string>> {
    const rows = await this.sql<{ field: string; origin: string }>(read.PROVENANCE, [
      this.id,
      productId,
      variantId,
    ]);
    return Object.fromEntries(rows.map(({ field, origin }) => [field, origin]));
  }

  changes(runId: string): Promise<read.ChangeView[]> {
    return this.sql(read.CHANGES, [this.id, runId]);
  }

  conflicts(): Promise<read.ConflictView[]> {
    return this.#all(read.CONFLICTS);
  }

  async openConflicts(): Promise<read.ConflictView[]> {
    return (await this.conflicts()).filter((conflict) => conflict.open);
  }

  errors(runId: string): Promise<read.ErrorView[]> {
    return this.sql(read.ERRORS, [this.id, runId]);
  }

  reviews(): Promise<read.ReviewView[]> {
    return this.#all(read.REVIEWS);
  }

  async run(runId: string): Promise<read.RunView> {
    const [row] = await this.sql<read.RunView>(read.RUN, [this.id, runId]);
    if (!row) throw new Error(`No run ${runId}.`);
    return row;
  }

  /** Gives a field to a connection, to people (`manual`) or to nobody, as a transfer does. */
  async setOwner(field: FieldKey, owner: { id: string } | "manual" | "nobody"): Promise<void> {
    const connection = typeof owner === "string" ? null : owner.id;
    await this.sql(
      `insert into field_owners (brand_id, field_key, owner_kind, connection_id) values ($1, $2, $3, $4)
       on conflict (brand_id, field_key) do update set owner_kind = excluded.owner_kind,
         connection_id = excluded.connection_id, version = field_owners.version + 1, since = now()`,
      [this.id, field, typeof owner === "string" ? owner : "connection", connection],
    );
  }

  async clearOnNull(...fields: FieldKey[]): Promise<void> {
    await this.sql(
      "update field_owners set on_null = 'clear' where brand_id = $1 and field_key = any($2::text[])",
      [this.id, fields],
    );
  }

  async pin(field: FieldKey, productId: string, variantId: string | null = null): Promise<void> {
    await this.sql(
      `insert into field_pins (brand_id, product_id, variant_id, field_key, author_id, reason)
       values ($1, $2, $3, $4, gen_random_uuid(), 'test')`,
      [this.id, productId, variantId, field],
    );
  }
}
