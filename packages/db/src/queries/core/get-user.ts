import { eq, sql } from "drizzle-orm";
import type { Tx } from "../../client.ts";
import { users } from "../../schema/core/users.ts";

const own = { fullName: users.fullName, avatarPath: users.avatarPath, avatarHue: users.avatarHue };

export interface Profile {
  fullName: string | null;
  avatarPath: string | null;
  avatarHue: number | null;
}

const NOBODY: Profile = { fullName: null, avatarPath: null, avatarHue: null };

/** The profile of the user whose transaction this is. */
export async function getProfile(tx: Tx): Promise<Profile> {
  const [profile] = await tx.select(own).from(users).where(eq(users.id, sql`(select auth.uid())`));
  return profile ?? NOBODY;
}

export async function updateProfile(
  tx: Tx,
  changes: { fullName?: string | null; avatarHue?: number | null },
): Promise<Profile> {
  const [profile] = await tx
    .update(users)
    .set({ ...changes, updatedAt: new Date() })
    .where(eq(users.id, sql`(select auth.uid())`))
    .returning(own);
  return profile ?? NOBODY;
}
