import { AppError } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import type { Role } from "../../schema/core/users-on-brand.ts";
import { inTransaction } from "../jobs/queryable.ts";

interface Acceptance {
  tokenHash: Buffer;
  userId: string;
  /** As the access token has it. */
  email: string;
}

/**
 * Makes the user a member, as the invitation says. It is for one address and for one use; who was a
 * member before becomes one again.
 * @throws AppError `not_found` for an invitation that is used, expired or withdrawn; `forbidden` for another address
 */
export function acceptInvite(db: WorkerDb, { tokenHash, userId, email }: Acceptance) {
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<{
      brandId: string;
      id: string;
      email: string;
      role: Role;
      name: string;
    }>(
      `select i.brand_id as "brandId", i.id, i.email, i.role, b.name
      from brand_invites i join brands b on b.id = i.brand_id and b.deleted_at is null
      where i.token_hash = $1 and i.accepted_at is null and i.expires_at > now() for update of i`,
      [tokenHash],
    );
    const [invite] = rows;
    if (!invite) throw gone();
    if (invite.email.toLowerCase() !== email.toLowerCase()) throw forAnother(invite.email);
    const { brandId, role, name } = invite;
    await client.query(
      `insert into users_on_brand as m (brand_id, user_id, role) values ($1, $2, $3)
      on conflict (brand_id, user_id) do update set revoked_at = null, updated_at = now(),
        role = case when m.revoked_at is null and m.role = 'owner' then 'owner' else excluded.role end`,
      [brandId, userId, role],
    );
    await client.query("update brand_invites set accepted_at = now() where brand_id = $1 and id = $2", [
      brandId,
      invite.id,
    ]);
    await client.query(
      `insert into audit_log (brand_id, actor_kind, actor_id, action, target)
      values ($1, 'user', $2, 'invite.accept', jsonb_build_object('role', $3::text))`,
      [brandId, userId, role],
    );
    return { brandId, name, role };
  });
}

function gone(): AppError {
  return new AppError({
    code: "not_found",
    message: "This invitation is not valid any more.",
    hint: "It was used, withdrawn, or has expired: ask an owner of the brand for a new one.",
  });
}

function forAnother(email: string): AppError {
  const [name = "", host = ""] = email.split("@");
  return new AppError({
    code: "forbidden",
    message: `This invitation is for ${name.slice(0, 1)}…@${host}.`,
    hint: "Sign in with that address, or ask for an invitation to the one that you use.",
  });
}
