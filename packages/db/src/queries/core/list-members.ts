import { and, asc, eq, isNull } from "drizzle-orm";
import type { WorkerDb } from "../../client.ts";
import { users } from "../../schema/core/users.ts";
import { usersOnBrand } from "../../schema/core/users-on-brand.ts";

/**
 * The people of a brand, owners first. On the workers' connection, because people see no row about
 * others: call it for a brand whose membership was checked.
 */
export function listMembers(db: WorkerDb, brandId: string) {
  return db.orm
    .select({
      userId: users.id,
      email: users.email,
      fullName: users.fullName,
      avatarHue: users.avatarHue,
      role: usersOnBrand.role,
      since: usersOnBrand.createdAt,
    })
    .from(usersOnBrand)
    .innerJoin(users, eq(users.id, usersOnBrand.userId))
    .where(and(eq(usersOnBrand.brandId, brandId), isNull(usersOnBrand.revokedAt)))
    .orderBy(asc(usersOnBrand.createdAt), asc(users.id));
}
