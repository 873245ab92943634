import type { Queryable } from "../jobs/queryable.ts";

export interface CredentialsRow {
  type: string;
  wrappedKey: Buffer;
  keyVersion: number;
  iv: Buffer;
  ciphertext: Buffer;
  tag: Buffer;
  expiresAt: Date | null;
}

export interface StoredCredentials extends CredentialsRow {
  brandId: string;
  connectionId: string;
  /** Raised with each change, so that two refreshes of one token cannot overwrite each other. */
  version: number;
}

interface Scope {
  brandId: string;
  connectionId: string;
}

const COLUMNS = `brand_id as "brandId", connection_id as "connectionId", type, wrapped_key as "wrappedKey",
  key_version as "keyVersion", iv, ciphertext, tag, expires_at as "expiresAt", version`;

/**
 * Writes a connection's credentials, in place of those it had.
 * @param expectedVersion where given, nothing is written unless the stored version is this one
 * @returns the new version, or null where the stored version was another
 */
export async function storeCredentials(
  db: Queryable,
  scope: Scope,
  { row, expectedVersion }: { row: CredentialsRow; expectedVersion?: number },
): Promise<number | null> {
  const { rows } = await db.query<{ version: number }>(
    `insert into integration_credentials as c
      (brand_id, connection_id, type, wrapped_key, key_version, iv, ciphertext, tag, expires_at)
    select $1, $2, $3, $4, $5, $6, $7, $8, $9
    where $10::int is null or exists (
      select from integration_credentials where brand_id = $1 and connection_id = $2 and version = $10::int
    )
    on conflict (brand_id, connection_id) do update set type = excluded.type,
      wrapped_key = excluded.wrapped_key, key_version = excluded.key_version, iv = excluded.iv,
      ciphertext = excluded.ciphertext, tag = excluded.tag, expires_at = excluded.expires_at,
      version = c.version + 1, updated_at = now()
    where $10::int is null or c.version = $10::int
    returning version`,
    [
      scope.brandId,
      scope.connectionId,
      row.type,
      row.wrappedKey,
      row.keyVersion,
      row.iv,
      row.ciphertext,
      row.tag,
      row.expiresAt,
      expectedVersion ?? null,
    ],
  );
  return rows[0]?.version ?? null;
}

export async function findCredentials(db: Queryable, scope: Scope): Promise<StoredCredentials | null> {
  const { rows } = await db.query<StoredCredentials>(
    `select ${COLUMNS} from integration_credentials where brand_id = $1 and connection_id = $2`,
    [scope.brandId, scope.connectionId],
  );
  return rows[0] ?? null;
}

export async function deleteCredentials(db: Queryable, scope: Scope): Promise<void> {
  await db.query("delete from integration_credentials where brand_id = $1 and connection_id = $2", [
    scope.brandId,
    scope.connectionId,
  ]);
}

/**
 * Credentials of all brands whose data key is wrapped by another key than the given one, in the order
 * of their ids.
 * @param after where the page before ended
 */
export async function listCredentialsToRewrap(
  db: Queryable,
  { keyVersion, limit, after }: { keyVersion: number; limit: number; after?: Scope },
): Promise<StoredCredentials[]> {
  const { rows } = await db.query<StoredCredentials>(
    `select ${COLUMNS} from integration_credentials
    where key_version <> $1 and ($2::uuid is null or (brand_id, connection_id) > ($2::uuid, $3::uuid))
    order by brand_id, connection_id limit $4`,
    [keyVersion, after?.brandId ?? null, after?.connectionId ?? null, limit],
  );
  return rows;
}

/** Replaces the wrapping alone. Nothing happens where the credentials were changed meanwhile. */
export async function storeRewrapped(
  db: Queryable,
  scope: Scope,
  { wrappedKey, keyVersion, version }: { wrappedKey: Buffer; keyVersion: number; version: number },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update integration_credentials set wrapped_key = $3, key_version = $4, updated_at = now()
    where brand_id = $1 and connection_id = $2 and version = $5`,
    [scope.brandId, scope.connectionId, wrappedKey, keyVersion, version],
  );
  return rowCount === 1;
}
