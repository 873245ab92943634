import { AppError, notFound } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import type { Role } from "../../schema/core/users-on-brand.ts";
import { inTransaction, type Queryable } from "../jobs/queryable.ts";

interface Change {
  brandId: string;
  /** Who is changed. */
  userId: string;
  /** Who asks; an owner, or the member themselves who leaves. */
  actorId: string;
}

/** @throws AppError `not_found`; `forbidden` for members; `conflict` for the last owner */
export function setMemberRole(db: WorkerDb, change: Change & { role: Role }): Promise<void> {
  return inTransaction(db, async (client) => {
    const members = await lockMembers(client, change.brandId);
    requireOwner(members, change.actorId);
    const member = memberOf(members, change.userId);
    if (member.role === change.role) return;
    if (change.role === "member") keepAnOwner(members, change.userId);
    await client.query(
      "update users_on_brand set role = $3, updated_at = now() where brand_id = $1 and user_id = $2",
      [change.brandId, change.userId, change.role],
    );
    await audit(client, change, { action: "member.role", target: { from: member.role, to: change.role } });
  });
}

/** Puts a member out, or lets one leave. The row stays, so that the past can still be read. */
export function removeMember(db: WorkerDb, change: Change): Promise<void> {
  return inTransaction(db, async (client) => {
    const members = await lockMembers(client, change.brandId);
    if (change.actorId !== change.userId) requireOwner(members, change.actorId);
    memberOf(members, change.userId);
    keepAnOwner(members, change.userId);
    await client.query(
      "update users_on_brand set revoked_at = now(), updated_at = now() where brand_id = $1 and user_id = $2",
      [change.brandId, change.userId],
    );
    const action = change.actorId === change.userId ? "member.leave" : "member.remove";
    await audit(client, change, { action, target: {} });
  });
}

interface Member {
  userId: string;
  role: Role;
}

/** Locked, so that two owners cannot put each other out at once and leave nobody. */
async function lockMembers(client: Queryable, brandId: string): Promise<Member[]> {
  const { rows } = await client.query<{ user_id: string; role: Role }>(
    `select user_id, role from users_on_brand where brand_id = $1 and revoked_at is null
     order by user_id for update`,
    [brandId],
  );
  return rows.map((row) => ({ userId: row.user_id, role: row.role }));
}

function memberOf(members: Member[], userId: string): Member {
  const member = members.find((candidate) => candidate.userId === userId);
  if (member) return member;
  throw notFound("member", userId);
}

/** Asked again here: the request's own check may be some seconds old. */
function requireOwner(members: Member[], actorId: string): void {
  if (members.some((member) => member.userId === actorId && member.role === "owner")) return;
  throw new AppError({
    code: "forbidden",
    message: "Only an owner of the brand may do this.",
    hint: "Ask an owner to do it, or to make you one.",
  });
}

function keepAnOwner(members: Member[], leaving: string): void {
  const owners = members.filter((member) => member.role === "owner");
  if (owners.length > 1 || owners[0]?.userId !== leaving) return;
  throw new AppError({
    code: "conflict",
    message: "A brand needs an owner, and this is the only one.",
    hint: "Make somebody else an owner first.",
  });
}

async function audit(
  client: Queryable,
  change: Change,
  { action, target }: { action: string; target: Record<string, unknown> },
): Promise<void> {
  await client.query(
    `insert into audit_log (brand_id, actor_kind, actor_id, action, target) values ($1, 'user', $2, $3, $4)`,
    [change.brandId, change.actorId, action, JSON.stringify({ userId: change.userId, ...target })],
  );
}
