import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { AppError } from "@v1/core";
import { decrypt, encrypt, pack, unpack } from "./cipher.ts";
import { type KeyRing, ringKey } from "./key-ring.ts";
import { Secret } from "./secret.ts";

/** Whom credentials belong to. Both ids are authenticated: sealed bytes open nowhere else. */
export interface CredentialScope {
  brandId: string;
  connectionId: string;
}

/** As it is stored: a data key of its own for each credential, wrapped by a key of the ring. */
export interface SealedCredentials {
  wrappedKey: Buffer;
  keyVersion: number;
  iv: Buffer;
  ciphertext: Buffer;
  tag: Buffer;
}

/** Whatever a connector signs in with; JSON. */
export type CredentialFields = Record<string, unknown>;

/** Encrypts credentials for one connection with the newest key of the ring. */
export function sealCredentials(
  ring: KeyRing,
  scope: CredentialScope,
  fields: CredentialFields,
): SealedCredentials {
  const dataKey = createSecretKey(randomBytes(32));
  const plain = Buffer.from(JSON.stringify(fields), "utf8");
  return { ...encrypt(dataKey, plain, contextOf("data", scope)), ...wrap(ring, scope, dataKey) };
}

/**
 * @throws AppError `precondition_failed` where the bytes were changed, belong to another connection
 * or brand, or were written with a key that the ring no longer has
 */
export function openCredentials(
  ring: KeyRing,
  scope: CredentialScope,
  sealed: SealedCredentials,
): Secret<CredentialFields> {
  const dataKey = unwrap(ring, scope, sealed);
  const plain = opened(scope, () => decrypt(dataKey, sealed, contextOf("data", scope)));
  return new Secret(JSON.parse(plain.toString("utf8")) as CredentialFields);
}

/** Wraps the data key anew with the newest key of the ring; the ciphertext stays as it is. */
export function rewrapCredentials(
  ring: KeyRing,
  scope: CredentialScope,
  sealed: SealedCredentials,
): SealedCredentials {
  if (sealed.keyVersion === ring.newest) return sealed;
  return { ...sealed, ...wrap(ring, scope, unwrap(ring, scope, sealed)) };
}

function wrap(ring: KeyRing, scope: CredentialScope, dataKey: KeyObject) {
  const context = contextOf(`key ${ring.newest}`, scope);
  const wrapped = encrypt(ringKey(ring, ring.newest), dataKey.export(), context);
  return { wrappedKey: pack(wrapped), keyVersion: ring.newest };
}

function unwrap(ring: KeyRing, scope: CredentialScope, sealed: SealedCredentials): KeyObject {
  const key = ringKey(ring, sealed.keyVersion);
  const context = contextOf(`key ${sealed.keyVersion}`, scope);
  return createSecretKey(opened(scope, () => decrypt(key, unpack(sealed.wrappedKey), context)));
}

function contextOf(purpose: string, { brandId, connectionId }: CredentialScope): Buffer {
  return Buffer.from(`credentials ${purpose} ${brandId.toLowerCase()} ${connectionId.toLowerCase()}`, "utf8");
}

/** OpenSSL's own error says nothing that helps, and must not carry anything of the value. */
function opened(scope: CredentialScope, read: () => Buffer): Buffer {
  try {
    return read();
  } catch {
    throw new AppError({
      code: "precondition_failed",
      message: `The credentials of connection ${scope.connectionId} cannot be opened.`,
      hint: "They were changed, copied from another connection, or CREDENTIALS_KEYS has another key under that version. Connect again with new credentials.",
    });
  }
}
