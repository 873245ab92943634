import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "../../client.ts";
import { brands } from "../../schema/core/brands.ts";
import { type Role, usersOnBrand } from "../../schema/core/users-on-brand.ts";

export interface BrandSummary {
  id: string;
  name: string;
  slug: string | null;
  logoPath: string | null;
  avatarHue: number | null;
  role: Role;
}

/** The brands of the user whose transaction this is. */
export function listBrands(tx: Tx): Promise<BrandSummary[]> {
  return tx
    .select({
      id: brands.id,
      name: brands.name,
      slug: brands.slug,
      logoPath: brands.logoPath,
      avatarHue: brands.avatarHue,
      role: usersOnBrand.role,
    })
    .from(brands)
    .innerJoin(usersOnBrand, eq(usersOnBrand.brandId, brands.id))
    .where(and(eq(usersOnBrand.userId, sql`(select auth.uid())`), isNull(usersOnBrand.revokedAt)))
    .orderBy(asc(brands.name), asc(brands.id));
}
