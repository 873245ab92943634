import { text, unique } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { normalizedName } from "../names.ts";

export const brandTags = brandTable(
  "brand_tags",
  {
    name: text("name").notNull(),
    hex: text("hex"),
    normalizedName: normalizedName("name"),
  },
  {
    access: "member-write",
    root: true,
    extra: (t) => [unique("brand_tags_name_unique").on(t.normalizedName, t.brandId)],
  },
);
