import { boolean, text, unique, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { normalizedName } from "../names.ts";
import { refersTo } from "../references.ts";
import { brandCertifications } from "./brand-certifications.ts";

export const brandMaterials = brandTable(
  "brand_materials",
  {
    name: text("name").notNull(),
    certificationId: uuid("certification_id"),
    recyclable: boolean("recyclable"),
    countryOfOrigin: text("country_of_origin"),
    normalizedName: normalizedName("name"),
  },
  {
    access: "member-write",
    root: true,
    extra: (t) => [
      unique("brand_materials_name_unique").on(t.normalizedName, t.brandId),
      refersTo(t.brandId, t.certificationId, brandCertifications),
    ],
  },
);
