import { sql } from "drizzle-orm";
import type { WorkerDb } from "../../client.ts";
import { users } from "../../schema/core/users.ts";

/** Makes the row of a signed-in user, or brings its e-mail address up to date with the token's. */
export async function ensureUser(db: WorkerDb, user: { id: string; email: string }): Promise<void> {
  await db.orm
    .insert(users)
    .values(user)
    .onConflictDoUpdate({
      target: users.id,
      set: { email: sql`excluded.email`, updatedAt: sql`now()` },
      setWhere: sql`${users.email} is distinct from excluded.email`,
    });
}
