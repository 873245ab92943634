import { createHash, randomBytes } from "node:crypto";
import { AppError } from "@v1/core";
import { findApiKey } from "@v1/db";
import { z } from "zod";
import type { ApiDeps } from "../deps.ts";

/** What a key may do: `read` the brand's data, `sync` to start runs and see how they go. */
export const API_SCOPES = ["read", "sync"] as const;
export type ApiScope = (typeof API_SCOPES)[number];

const found = z.object({ id: z.uuid(), brandId: z.uuid(), scopes: z.array(z.string()) });
export type ApiKeyCaller = z.infer<typeof found>;

const MARK = "v1k_";
/** For how long a revoked key may go on. */
const TTL_MS = 25_000;

/** A new key: shown once, kept as a hash. 192 random bits, so that no salt and no slow hash are needed. */
export function mintApiKey(): { key: string; prefix: string; hash: Buffer } {
  const secret = randomBytes(24).toString("base64url");
  const key = `${MARK}${secret}`;
  return { key, prefix: key.slice(0, MARK.length + 6), hash: hashOf(key) };
}

export function hashOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** The API key in an `Authorization` header, where it holds one. */
export function apiKeyIn(authorization: string | undefined): string | null {
  const token = authorization?.match(/^Bearer +(\S+)$/i)?.[1];
  return token?.startsWith(MARK) ? token : null;
}

/** @throws AppError `unauthenticated` for a key that is unknown, revoked or expired */
export async function openApiKey(deps: ApiDeps, key: string): Promise<ApiKeyCaller> {
  const hash = hashOf(key);
  const place = `apikey:${hash.toString("base64url")}`;
  const remembered = await deps.kv.get(place).catch(() => null);
  if (remembered) return found.parse(JSON.parse(remembered));
  const caller = await findApiKey(deps.worker, hash);
  if (!caller) throw unknownKey();
  await deps.kv.set(place, JSON.stringify(caller), { ttlMs: TTL_MS }).catch(() => undefined);
  return caller;
}

export function requireScope(caller: ApiKeyCaller, allowed: readonly ApiScope[]): void {
  if (allowed.some((scope) => caller.scopes.includes(scope))) return;
  throw new AppError({
    code: "forbidden",
    message: `This API key has no scope for this; it takes ${allowed.join(" or ")}.`,
    hint: "Ask an owner of the brand for a key with that scope.",
  });
}

function unknownKey(): AppError {
  return new AppError({
    code: "unauthenticated",
    message: "The API key is not valid.",
    hint: "It may have been revoked or have expired: ask an owner of the brand for a new one.",
  });
}
