import { text, unique } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { normalizedName } from "../names.ts";

export const brandFacilities = brandTable(
  "brand_facilities",
  {
    displayName: text("display_name").notNull(),
    legalName: text("legal_name"),
    email: text("email"),
    phone: text("phone"),
    website: text("website"),
    addressLine1: text("address_line_1"),
    addressLine2: text("address_line_2"),
    city: text("city"),
    state: text("state"),
    zip: text("zip"),
    countryCode: text("country_code"),
    normalizedName: normalizedName("display_name"),
  },
  {
    access: "member-write",
    root: true,
    extra: (t) => [unique("brand_facilities_name_unique").on(t.normalizedName, t.brandId)],
  },
);
