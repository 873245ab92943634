import { AppError } from "@v1/core";
import { eq } from "drizzle-orm";
import { sqlState } from "../../retry.ts";
import { brands } from "../../schema/core/brands.ts";
import type { BrandScope } from "../../scope.ts";
import { recordAudit } from "./record-audit.ts";

export interface BrandChanges {
  name?: string;
  slug?: string;
  email?: string | null;
  countryCode?: string | null;
  avatarHue?: number | null;
}

const shown = {
  id: brands.id,
  name: brands.name,
  slug: brands.slug,
  email: brands.email,
  countryCode: brands.countryCode,
  logoPath: brands.logoPath,
  avatarHue: brands.avatarHue,
  createdAt: brands.createdAt,
};

export async function getBrand({ tx, brandId }: BrandScope) {
  const [brand] = await tx.select(shown).from(brands).where(eq(brands.id, brandId));
  return brand ?? refuse();
}

/** @throws AppError `forbidden` for members; `conflict` where the slug is taken */
export async function updateBrand(scope: BrandScope, changes: BrandChanges) {
  const [brand] = await scope.tx
    .update(brands)
    .set({ ...changes, updatedAt: new Date() })
    .where(eq(brands.id, scope.brandId))
    .returning(shown)
    .catch(translate);
  if (!brand) return refuse();
  await recordAudit(scope, { action: "brand.update", target: { ...changes } });
  return brand;
}

function translate(error: unknown): never {
  if (sqlState(error) !== "23505") throw error;
  throw new AppError({
    code: "conflict",
    message: "Another brand has this short name already.",
    hint: "Choose another one.",
    fields: { slug: "It is taken." },
  });
}

function refuse(): never {
  throw new AppError({
    code: "forbidden",
    message: "You may not do this in this brand any more.",
    hint: "Reload the page: your role may have changed.",
  });
}
