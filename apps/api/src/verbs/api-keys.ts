import { type BrandScope, createApiKey } from "@v1/db";
import { type ApiScope, mintApiKey } from "../auth/api-key.ts";

interface NewKey {
  name: string;
  scopes: ApiScope[];
  /** Days until it ends; never where it is left out. */
  expiresInDays?: number;
}

/** @returns the key's row, and the key itself this once: only its hash is kept */
export async function makeApiKey(scope: BrandScope, { name, scopes, expiresInDays }: NewKey) {
  const { key, prefix, hash } = mintApiKey();
  const expiresAt = expiresInDays ? new Date(Date.now() + expiresInDays * 86_400_000) : null;
  const made = await createApiKey(scope, { name, prefix, hash, scopes: [...new Set(scopes)], expiresAt });
  return { ...made, key };
}
