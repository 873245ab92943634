import { randomBytes, randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { AppError } from "@v1/core";
import { describe, expect, test } from "vitest";
import { openCredentials, rewrapCredentials, type SealedCredentials, sealCredentials } from "./envelope.ts";
import { parseKeyRing } from "./key-ring.ts";
import { Secret } from "./secret.ts";

const first = `1:${randomBytes(32).toString("base64")}`;
const second = `2:${randomBytes(32).toString("base64")}`;
const ring = parseKeyRing(first);
const both = parseKeyRing(`${first},${second}`);
const scope = { brandId: randomUUID(), connectionId: randomUUID() };
const fields = { accessToken: "shpat_very-secret-🔑", scopes: ["read_products"] };

describe("sealed credentials", () => {
  test("open for the connection that they were sealed for", () => {
    const sealed = sealCredentials(ring, scope, fields);
    expect(openCredentials(ring, scope, sealed).reveal()).toEqual(fields);
    expect(sealed.ciphertext.includes("shpat")).toBe(false);
  });

  test("have a data key and nonce of their own each time", () => {
    const one = sealCredentials(ring, scope, fields);
    const other = sealCredentials(ring, scope, fields);
    expect(one.ciphertext.equals(other.ciphertext)).toBe(false);
    expect(one.wrappedKey.equals(other.wrappedKey)).toBe(false);
    expect(one.iv.equals(other.iv)).toBe(false);
  });

  test("do not open for another connection or another brand", () => {
    const sealed = sealCredentials(ring, scope, fields);
    for (const moved of [
      { ...scope, connectionId: randomUUID() },
      { ...scope, brandId: randomUUID() },
    ]) {
      expect(() => openCredentials(ring, moved, sealed)).toThrow(/cannot be opened/);
      expect(() => rewrapCredentials(both, moved, sealed)).toThrow(/cannot be opened/);
    }
  });

  test("do not open with a data key that belongs to another connection", () => {
    const sealed = sealCredentials(ring, scope, fields);
    const elsewhere = sealCredentials(ring, { ...scope, connectionId: randomUUID() }, fields);
    const mixed = { ...elsewhere, wrappedKey: sealed.wrappedKey };
    expect(() => openCredentials(ring, scope, mixed)).toThrow(/cannot be opened/);
  });

  test.each(["wrappedKey", "iv", "ciphertext", "tag"] as const)("notice one changed bit of %s", (part) => {
    const sealed = sealCredentials(ring, scope, fields);
    expect(() => openCredentials(ring, scope, flipped(sealed, part))).toThrow(/cannot be opened/);
  });

  test("do not open with a shortened tag", () => {
    const sealed = sealCredentials(ring, scope, fields);
    const short = { ...sealed, tag: sealed.tag.subarray(0, 4) };
    expect(() => openCredentials(ring, scope, short)).toThrow(/cannot be opened/);
  });
});

describe("rotation", () => {
  test("a new key writes, the old one still reads", () => {
    const old = sealCredentials(ring, scope, fields);
    expect(sealCredentials(both, scope, fields).keyVersion).toBe(2);
    expect(openCredentials(both, scope, old).reveal()).toEqual(fields);
  });

  test("after wrapping anew the old key is no longer needed", () => {
    const old = sealCredentials(ring, scope, fields);
    const fresh = rewrapCredentials(both, scope, old);
    expect(fresh.keyVersion).toBe(2);
    expect(fresh.ciphertext.equals(old.ciphertext)).toBe(true);
    expect(openCredentials(parseKeyRing(second), scope, fresh).reveal()).toEqual(fields);
    expect(rewrapCredentials(both, scope, fresh)).toBe(fresh);
  });

  test("a key that is gone is named by its version", () => {
    const old = sealCredentials(ring, scope, fields);
    expect(() => openCredentials(parseKeyRing(second), scope, old)).toThrow(/key version 1/);
  });

  test("another key under the same version does not open", () => {
    const old = sealCredentials(ring, scope, fields);
    const other = parseKeyRing(`1:${randomBytes(32).toString("base64")}`);
    expect(() => openCredentials(other, scope, old)).toThrow(/cannot be opened/);
  });
});

describe("secrets", () => {
  test("are written nowhere by accident", () => {
    const secret = new Secret(fields);
    const written = [
      JSON.stringify({ secret }),
      `${secret}`,
      inspect({ secret }, { depth: 9 }),
      String(secret),
    ];
    for (const text of written) expect(text).not.toContain("shpat");
    expect(Object.keys(secret)).toEqual([]);
  });

  test("do not stand in the error when they cannot be opened", () => {
    const sealed = sealCredentials(ring, scope, fields);
    const error = thrownBy(() => openCredentials(ring, scope, flipped(sealed, "tag")));
    expect(inspect(error, { depth: 9 })).not.toContain("shpat");
    expect(error).toMatchObject({ code: "precondition_failed", cause: undefined });
    expect((error as AppError).hint).toContain("Connect again");
  });

  test.each([
    ["", /no "version:base64" at position 1/],
    ["1:secretsecret", /holds 9 bytes for version 1 where 32 are needed/],
    [`${first},${first}`, /names version 1 twice/],
    [`${first},x`, /position 2/],
    ["0:AAAA", /position 1/],
  ])("a key ring of %j says what is wrong and shows no key", (text, message) => {
    const error = thrownBy(() => parseKeyRing(text));
    expect(error.message).toMatch(message);
    expect(error).toBeInstanceOf(AppError);
    expect(inspect(error)).not.toContain("secretsecret");
    expect(inspect(error)).not.toContain(first.slice(2));
  });
});

function flipped(sealed: SealedCredentials, part: "wrappedKey" | "iv" | "ciphertext" | "tag") {
  const bytes = Buffer.from(sealed[part]);
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) ^ 1;
  return { ...sealed, [part]: bytes };
}

function thrownBy(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error("Nothing was thrown.");
}
