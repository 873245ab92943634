import { getTableColumns } from "drizzle-orm";
import { brandCertifications } from "../../schema/brands/brand-certifications.ts";
import { brandColors } from "../../schema/brands/brand-colors.ts";
import { brandEcoClaims } from "../../schema/brands/brand-eco-claims.ts";
import { brandFacilities } from "../../schema/brands/brand-facilities.ts";
import { brandManufacturers } from "../../schema/brands/brand-manufacturers.ts";
import { brandMaterials } from "../../schema/brands/brand-materials.ts";
import { brandSeasons } from "../../schema/brands/brand-seasons.ts";
import { brandSizes } from "../../schema/brands/brand-sizes.ts";
import { brandTags } from "../../schema/brands/brand-tags.ts";

/** The look-up tables of a brand: where each is, which column names a row, and what else can be told. */
export const ENTITY_TABLES = {
  season: { table: brandSeasons, name: brandSeasons.name, details: ["startDate", "endDate", "ongoing"] },
  manufacturer: {
    table: brandManufacturers,
    name: brandManufacturers.name,
    details: ["legalName", "email", "phone", "website", "addressLine1", "city", "zip", "countryCode"],
  },
  color: { table: brandColors, name: brandColors.name, details: ["hex"] },
  size: { table: brandSizes, name: brandSizes.name, details: [] },
  material: {
    table: brandMaterials,
    name: brandMaterials.name,
    details: ["certificationId", "recyclable", "countryOfOrigin"],
  },
  facility: {
    table: brandFacilities,
    name: brandFacilities.displayName,
    details: ["legalName", "email", "phone", "website", "addressLine1", "city", "zip", "countryCode"],
  },
  tag: { table: brandTags, name: brandTags.name, details: ["hex"] },
  eco_claim: { table: brandEcoClaims, name: brandEcoClaims.claim, details: [] },
  certification: {
    table: brandCertifications,
    name: brandCertifications.title,
    details: ["certificationCode", "instituteName", "issueDate", "expiryDate"],
  },
} as const;

export type EntityKind = keyof typeof ENTITY_TABLES;
export const ENTITY_KINDS = Object.keys(ENTITY_TABLES) as EntityKind[];

/** The property of the column that names a row of this kind. */
export function nameProperty(kind: EntityKind): string {
  const { table, name } = ENTITY_TABLES[kind];
  const found = Object.entries(getTableColumns(table)).find(([, column]) => column === name);
  if (!found) throw new Error(`${kind} has no column for its name.`);
  return found[0];
}
