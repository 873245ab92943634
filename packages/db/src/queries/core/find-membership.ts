import { and, asc, eq, isNull } from "drizzle-orm";
import type { WorkerDb } from "../../client.ts";
import { brands } from "../../schema/core/brands.ts";
import { type Role, usersOnBrand } from "../../schema/core/users-on-brand.ts";

export interface BrandMembership {
  brandId: string;
  role: Role;
}

/** The brands of a user; none that was deleted, none that the user was put out of. */
export function findMembership(db: WorkerDb, userId: string): Promise<BrandMembership[]> {
  return db.orm
    .select({ brandId: usersOnBrand.brandId, role: usersOnBrand.role })
    .from(usersOnBrand)
    .innerJoin(brands, eq(brands.id, usersOnBrand.brandId))
    .where(and(eq(usersOnBrand.userId, userId), isNull(usersOnBrand.revokedAt), isNull(brands.deletedAt)))
    .orderBy(asc(brands.name), asc(brands.id));
}
