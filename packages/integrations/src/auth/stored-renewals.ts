import { AppError } from "@v1/core";
import type { WorkerDb } from "@v1/db";
import { withLockedCredentials } from "@v1/db/credentials";
import {
  type CredentialScope,
  type KeyRing,
  openCredentials,
  sealCredentials,
} from "../credentials/index.ts";
import type { Fields, Renewals } from "./types.ts";

/**
 * Renews a connection's stored tokens under a lock on their row: a refresh token that rotates is used
 * once, and the new pair is stored in one write, before anybody else may look.
 */
export function storedRenewals(
  { db, ring }: { db: WorkerDb; ring: KeyRing },
  scope: CredentialScope,
): Renewals {
  return {
    renew: async (stale, exchange) => {
      const found = await withLockedCredentials<Fields>(db, scope, async (stored) => {
        const fields = openCredentials(ring, scope, stored).reveal();
        if (typeof fields.accessToken === "string" && fields.accessToken !== stale) return { result: fields };
        const tokens = await exchange(fields);
        const renewed = { ...fields, ...tokens };
        const expiresAt = tokens.expiresAt === null ? null : new Date(tokens.expiresAt);
        return {
          result: renewed,
          row: { type: stored.type, expiresAt, ...sealCredentials(ring, scope, renewed) },
        };
      });
      if (found) return found.result;
      throw new AppError({
        code: "precondition_failed",
        message: `Connection ${scope.connectionId} has no credentials.`,
        hint: "It was disconnected meanwhile; connect again.",
      });
    },
  };
}
