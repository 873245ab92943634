import type { Tx } from "./client.ts";
import type { Role } from "./schema/core/users-on-brand.ts";

declare const verified: unique symbol;

/** A brand whose membership was checked, and the transaction to work in. Made by `brandScope` only. */
export interface BrandScope {
  readonly tx: Tx;
  readonly brandId: string;
  /** Null where an API key asks. */
  readonly userId: string | null;
  readonly role: Role | "api_key";
  readonly [verified]: true;
}

/** Call it once membership is certain: all queries trust it. */
export function brandScope(
  tx: Tx,
  caller: { brandId: string; userId: string | null; role: Role | "api_key" },
): BrandScope {
  return { tx, ...caller } as BrandScope;
}
