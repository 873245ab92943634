import { AppError, notFound } from "@v1/core";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { sqlState } from "../../retry.ts";
import { brandInvites } from "../../schema/core/brand-invites.ts";
import type { Role } from "../../schema/core/users-on-brand.ts";
import type { BrandScope } from "../../scope.ts";
import { recordAudit } from "./record-audit.ts";

const shown = {
  id: brandInvites.id,
  email: brandInvites.email,
  role: brandInvites.role,
  expiresAt: brandInvites.expiresAt,
  createdAt: brandInvites.createdAt,
};

/** Invitations that nobody has accepted, expired ones included. */
export function listInvites({ tx, brandId }: BrandScope) {
  return tx
    .select(shown)
    .from(brandInvites)
    .where(and(eq(brandInvites.brandId, brandId), isNull(brandInvites.acceptedAt)))
    .orderBy(asc(brandInvites.email), asc(brandInvites.id));
}

export interface NewInvite {
  email: string;
  role: Role;
  tokenHash: Buffer;
  expiresAt: Date;
}

/** An invitation that the address has already, open or expired, is replaced. */
export async function createInvite(scope: BrandScope, invite: NewInvite) {
  const { tx, brandId, userId } = scope;
  await tx
    .delete(brandInvites)
    .where(
      and(
        eq(brandInvites.brandId, brandId),
        isNull(brandInvites.acceptedAt),
        sql`lower(${brandInvites.email}) = lower(${invite.email})`,
      ),
    );
  const [made] = await tx
    .insert(brandInvites)
    .values({ brandId, createdBy: userId, ...invite })
    .returning(shown)
    .catch(translate);
  if (!made) throw notFound("brand", brandId);
  const { email, role } = invite;
  await recordAudit(scope, { action: "invite.create", target: { email, role } });
  return made;
}

export async function revokeInvite(scope: BrandScope, id: string): Promise<void> {
  const { tx, brandId } = scope;
  const [gone] = await tx
    .delete(brandInvites)
    .where(and(eq(brandInvites.brandId, brandId), eq(brandInvites.id, id), isNull(brandInvites.acceptedAt)))
    .returning({ email: brandInvites.email });
  if (!gone) throw notFound("invitation", id);
  await recordAudit(scope, { action: "invite.revoke", target: { email: gone.email } });
}

function translate(error: unknown): never {
  if (sqlState(error) !== "23505") throw error;
  throw new AppError({
    code: "conflict",
    message: "Somebody else has just invited this address.",
    hint: "Reload the list.",
    cause: error,
  });
}
