import { boolean, date, text, unique } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { normalizedName } from "../names.ts";

export const brandSeasons = brandTable(
  "brand_seasons",
  {
    name: text("name").notNull(),
    startDate: date("start_date"),
    endDate: date("end_date"),
    ongoing: boolean("ongoing").notNull().default(false),
    normalizedName: normalizedName("name"),
  },
  {
    access: "member-write",
    root: true,
    extra: (t) => [unique("brand_seasons_name_unique").on(t.normalizedName, t.brandId)],
  },
);
