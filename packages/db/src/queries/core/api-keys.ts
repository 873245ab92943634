import { notFound } from "@v1/core";
import { and, desc, eq, isNull } from "drizzle-orm";
import { apiKeys } from "../../schema/core/api-keys.ts";
import type { BrandScope } from "../../scope.ts";
import { recordAudit } from "./record-audit.ts";

const shown = {
  id: apiKeys.id,
  name: apiKeys.name,
  prefix: apiKeys.prefix,
  scopes: apiKeys.scopes,
  createdBy: apiKeys.createdBy,
  createdAt: apiKeys.createdAt,
  expiresAt: apiKeys.expiresAt,
  lastUsedAt: apiKeys.lastUsedAt,
  revokedAt: apiKeys.revokedAt,
};

/** All keys, revoked ones too, newest first. Never the key itself: only its hash is kept. */
export function listApiKeys({ tx, brandId }: BrandScope) {
  return tx
    .select(shown)
    .from(apiKeys)
    .where(eq(apiKeys.brandId, brandId))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id));
}

export interface NewApiKey {
  name: string;
  prefix: string;
  /** SHA-256 of the key. */
  hash: Buffer;
  scopes: string[];
  expiresAt: Date | null;
}

export async function createApiKey(scope: BrandScope, key: NewApiKey) {
  const { tx, brandId, userId } = scope;
  const [made] = await tx
    .insert(apiKeys)
    .values({ brandId, createdBy: userId, ...key })
    .returning(shown);
  if (!made) throw notFound("brand", brandId);
  const { name, prefix, scopes } = key;
  await recordAudit(scope, { action: "apiKey.create", target: { id: made.id, name, prefix, scopes } });
  return made;
}

/** Ends a key. @returns its hash's owner, so that whoever remembers the key can forget it */
export async function revokeApiKey(scope: BrandScope, id: string): Promise<void> {
  const { tx, brandId } = scope;
  const [key] = await tx
    .update(apiKeys)
    .set({ revokedAt: new Date(), updatedAt: new Date() })
    .where(and(eq(apiKeys.brandId, brandId), eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ name: apiKeys.name, prefix: apiKeys.prefix });
  if (!key) throw notFound("API key", id);
  await recordAudit(scope, { action: "apiKey.revoke", target: { id, ...key } });
}
