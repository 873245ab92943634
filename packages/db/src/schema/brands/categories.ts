import { type AnyPgColumn, text, unique, uuid } from "drizzle-orm/pg-core";
import { globalTable } from "../global-table.ts";

/** The global tree of product categories. */
export const categories = globalTable(
  "categories",
  {
    name: text("name").notNull(),
    parentId: uuid("parent_id").references((): AnyPgColumn => categories.id),
  },
  {
    access: "catalog",
    extra: (t) => [unique("categories_parent_name_unique").on(t.parentId, t.name).nullsNotDistinct()],
  },
);
