import { integer, jsonb, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { bytea } from "../checks.ts";
import { products } from "../products/products.ts";
import { childOf } from "../references.ts";

/**
 * What was published, word for word. A row never changes and never goes, whoever asks: a trigger sees to
 * it, and lets only the erasure of the whole brand through.
 */
export const passportVersions = brandTable(
  "passport_versions",
  {
    productId: uuid("product_id").notNull(),
    /** 1 for a product's first. */
    version: integer("version").notNull(),
    /** What a passport shows, with names instead of ids (see passports/snapshot.ts). */
    content: jsonb("content").$type<Record<string, unknown>>().notNull(),
    /** SHA-256 of the content's text. */
    contentHash: bytea("content_hash").notNull(),
    /** Who stood behind each value at that moment. */
    sources: jsonb("sources").$type<Record<string, unknown>>().notNull(),
    /** The runs that wrote the values, where runs did. No foreign key: runs are kept for less long. */
    runIds: uuid("run_ids").array().notNull(),
    /** Null where it was published by itself, after a sync. */
    publishedBy: uuid("published_by"),
    /** The publication of many that it was part of. */
    publicationId: uuid("publication_id"),
  },
  {
    access: "read-only",
    key: ["productId", "version"],
    timestamps: "created",
    extra: (t) => [childOf(t.brandId, t.productId, products)],
  },
);
