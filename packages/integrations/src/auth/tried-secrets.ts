import type { Fields, Renewals } from "./types.ts";

/**
 * Credentials while they are tried out, before they are kept: a refresh token that rotates meanwhile
 * is not lost, for what is kept afterwards is what they are then.
 */
export function triedSecrets(secrets: Record<string, unknown>): {
  renewals: Renewals;
  latest(): Record<string, unknown>;
} {
  let fields = secrets;
  let renewing: Promise<unknown> = Promise.resolve();
  const renew: Renewals["renew"] = (stale, exchange) => {
    const next = renewing.then(async () => {
      const isFresh = typeof fields.accessToken === "string" && fields.accessToken !== stale;
      if (!isFresh) fields = { ...fields, ...(await exchange(fields as Fields)) };
      return fields;
    });
    renewing = next.catch(() => undefined);
    return next;
  };
  return { renewals: { renew }, latest: () => fields };
}
