import { text, unique } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { normalizedName } from "../names.ts";

export const brandEcoClaims = brandTable(
  "brand_eco_claims",
  {
    claim: text("claim").notNull(),
    normalizedName: normalizedName("claim"),
  },
  {
    access: "member-write",
    root: true,
    extra: (t) => [unique("brand_eco_claims_name_unique").on(t.normalizedName, t.brandId)],
  },
);
