import { createSecretKey, type KeyObject } from "node:crypto";
import { AppError } from "@v1/core";

/** Keys that wrap the data keys of credentials, by version. The newest one writes. */
export interface KeyRing {
  newest: number;
  keys: ReadonlyMap<number, KeyObject>;
}

const KEY_BYTES = 32;
const HOW_TO =
  'Set CREDENTIALS_KEYS to "1:<base64 of 32 random bytes>", and add "2:<…>" after a comma to rotate. ' +
  "One makes a key with: openssl rand -base64 32";

/**
 * Reads the key ring from its setting, "1:base64,2:base64".
 * @throws AppError that says which entry is wrong, and never what stands in it
 */
export function parseKeyRing(text: string): KeyRing {
  const keys = new Map<number, KeyObject>();
  for (const [index, entry] of text.split(",").entries()) {
    const { version, key } = parseEntry(entry.trim(), index + 1);
    if (keys.has(version)) throw wrong(`names version ${version} twice`);
    keys.set(version, key);
  }
  return { newest: Math.max(...keys.keys()), keys };
}

/** @throws AppError where the ring has lost the key that an old credential was wrapped with */
export function ringKey(ring: KeyRing, version: number): KeyObject {
  const key = ring.keys.get(version);
  if (key) return key;
  throw new AppError({
    code: "precondition_failed",
    message: `Credentials were written with key version ${version}, which is not in CREDENTIALS_KEYS.`,
    hint: `Put version ${version} back into CREDENTIALS_KEYS, or connect again with new credentials.`,
  });
}

function parseEntry(entry: string, position: number): { version: number; key: KeyObject } {
  const [, version, base64] = /^(\d{1,9}):([A-Za-z0-9+/]+={0,2})$/.exec(entry) ?? [];
  if (version === undefined || base64 === undefined || Number(version) < 1) {
    throw wrong(`has no "version:base64" at position ${position}`);
  }
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length !== KEY_BYTES) {
    throw wrong(`holds ${bytes.length} bytes for version ${version} where ${KEY_BYTES} are needed`);
  }
  return { version: Number(version), key: createSecretKey(bytes) };
}

function wrong(what: string): AppError {
  return new AppError({
    code: "precondition_failed",
    message: `CREDENTIALS_KEYS ${what}.`,
    hint: HOW_TO,
  });
}
