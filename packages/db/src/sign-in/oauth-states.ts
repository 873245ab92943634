import { createHash } from "node:crypto";
import type { Queryable } from "../queries/jobs/queryable.ts";

export interface OpenedState {
  connectionId: string;
  /** Sealed for the connection: the verifier, and what the sign-in is for. */
  sealed: Buffer;
  /** Where the provider sends the browser back to, as it was told. */
  redirect: string;
  used: boolean;
  expired: boolean;
}

interface NewState extends Pick<OpenedState, "connectionId" | "sealed" | "redirect"> {
  brandId: string;
  state: string;
  /** Seconds for which it may be used. */
  seconds: number;
}

/** Only its hash is kept: who reads the table can end nobody's sign-in. */
const hashOf = (state: string) => createHash("sha256").update(state).digest();

/** Begins a sign-in of a connection; one that was begun before and not ended is void. */
export async function openState(db: Queryable, { brandId, state, ...more }: NewState): Promise<void> {
  const { connectionId, sealed, redirect, seconds } = more;
  await db.query(
    `with void as (
      delete from oauth_states where brand_id = $1 and connection_id = $2 and used_at is null
    )
    insert into oauth_states (brand_id, connection_id, state_hash, pkce_verifier, redirect, expires_at)
    values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))`,
    [brandId, connectionId, hashOf(state), sealed, redirect, seconds],
  );
}

/** The brand's sign-in of this state; null where there is none, or it is another brand's. */
export async function findState(
  db: Queryable,
  { brandId, state }: { brandId: string; state: string },
): Promise<OpenedState | null> {
  const { rows } = await db.query<OpenedState>(
    `select connection_id as "connectionId", pkce_verifier as sealed, redirect, used_at is not null as used,
      expires_at <= now() as expired
    from oauth_states where brand_id = $1 and state_hash = $2`,
    [brandId, hashOf(state)],
  );
  return rows[0] ?? null;
}

/** Whether a connection is still being set up by a sign-in: it has no account yet, and must not be read. */
export async function isBeingSetUp(
  db: Queryable,
  { brandId, connectionId }: { brandId: string; connectionId: string },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from brand_integrations c where brand_id = $1 and id = $2 and status = 'configuring' and account_id is null
      and exists (select from integration_credentials k where k.brand_id = c.brand_id and k.connection_id = c.id)`,
    [brandId, connectionId],
  );
  return (rowCount ?? 0) > 0;
}

/** Uses a state up. @returns false where somebody was faster, or it has expired */
export async function takeState(
  db: Queryable,
  { brandId, state }: { brandId: string; state: string },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update oauth_states set used_at = now()
    where brand_id = $1 and state_hash = $2 and used_at is null and expires_at > now()`,
    [brandId, hashOf(state)],
  );
  return rowCount === 1;
}
