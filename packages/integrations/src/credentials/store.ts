import { AppError } from "@v1/core";
import {
  findCredentials,
  listCredentialsToRewrap,
  type StoredCredentials,
  storeCredentials,
  storeRewrapped,
} from "@v1/db/credentials";
import type { Queryable } from "@v1/db/jobs";
import {
  type CredentialFields,
  type CredentialScope,
  openCredentials,
  rewrapCredentials,
  sealCredentials,
} from "./envelope.ts";
import type { KeyRing } from "./key-ring.ts";
import type { Secret } from "./secret.ts";

interface Deps {
  db: Queryable;
  ring: KeyRing;
}

export interface Credentials {
  type: string;
  fields: Secret<CredentialFields>;
  expiresAt: Date | null;
  version: number;
}

export interface CredentialsInput {
  type: string;
  fields: CredentialFields;
  expiresAt?: Date | null;
  /** The version that the caller read: a token refreshed by somebody else meanwhile is not overwritten. */
  expectedVersion?: number;
}

/**
 * Seals and stores a connection's credentials, in place of those it had.
 * @returns the new version
 * @throws AppError `conflict` where the stored version is not the expected one
 */
export async function saveCredentials(
  { db, ring }: Deps,
  scope: CredentialScope,
  { type, fields, expiresAt = null, expectedVersion }: CredentialsInput,
): Promise<number> {
  const row = { type, expiresAt, ...sealCredentials(ring, scope, fields) };
  const version = await storeCredentials(db, scope, { row, expectedVersion });
  if (version !== null) return version;
  throw new AppError({
    code: "conflict",
    message: `The credentials of connection ${scope.connectionId} were changed by somebody else.`,
    hint: "Read them again: they may be fresh by now.",
    retryable: true,
  });
}

/**
 * Reads and opens a connection's credentials.
 * @returns null where it has none
 * @throws AppError `precondition_failed` where they cannot be opened
 */
export async function loadCredentials(
  { db, ring }: Deps,
  scope: CredentialScope,
): Promise<Credentials | null> {
  const stored = await findCredentials(db, scope);
  if (!stored) return null;
  const { type, expiresAt, version } = stored;
  return { type, expiresAt, version, fields: openCredentials(ring, scope, stored) };
}

/**
 * Wraps every credential anew that still depends on another key than the newest, so that the old one
 * may leave the ring. Safe to stop and to run again.
 * @returns how many were wrapped, and the connections whose credentials cannot be opened
 */
export async function rotateCredentials(
  { db, ring }: Deps,
  { batch = 200 }: { batch?: number } = {},
): Promise<{ rewrapped: number; unopened: CredentialScope[] }> {
  const unopened: CredentialScope[] = [];
  let rewrapped = 0;
  let after: StoredCredentials | undefined;
  for (;;) {
    const found = await listCredentialsToRewrap(db, { keyVersion: ring.newest, limit: batch, after });
    for (const stored of found) {
      const outcome = await rewrapOne({ db, ring }, stored);
      if (outcome === "rewrapped") rewrapped += 1;
      if (outcome === "unopened")
        unopened.push({ brandId: stored.brandId, connectionId: stored.connectionId });
    }
    after = found.at(-1);
    if (found.length < batch) return { rewrapped, unopened };
  }
}

/** `changed`: somebody saved new credentials meanwhile, which are wrapped by the newest key already. */
async function rewrapOne(
  { db, ring }: Deps,
  stored: StoredCredentials,
): Promise<"rewrapped" | "changed" | "unopened"> {
  try {
    const { wrappedKey, keyVersion } = rewrapCredentials(ring, stored, stored);
    const { version } = stored;
    return (await storeRewrapped(db, stored, { wrappedKey, keyVersion, version })) ? "rewrapped" : "changed";
  } catch (error) {
    if (error instanceof AppError) return "unopened";
    throw error;
  }
}
