import { jsonb, text, unique } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";

/** A saved filter over products. */
export const brandCollections = brandTable(
  "brand_collections",
  {
    name: text("name").notNull(),
    description: text("description"),
    filter: jsonb("filter").$type<Record<string, unknown>>().notNull().default({}),
  },
  {
    access: "member-write",
    root: true,
    extra: (t) => [unique("brand_collections_name_unique").on(t.brandId, t.name)],
  },
);
