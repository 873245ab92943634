import { integer, text, unique } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { normalizedName } from "../names.ts";

export const brandSizes = brandTable(
  "brand_sizes",
  {
    name: text("name").notNull(),
    sortIndex: integer("sort_index"),
    normalizedName: normalizedName("name"),
  },
  {
    access: "member-write",
    root: true,
    extra: (t) => [unique("brand_sizes_name_unique").on(t.normalizedName, t.brandId)],
  },
);
