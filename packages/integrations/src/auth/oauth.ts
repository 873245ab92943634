import * as oauth from "oauth4webapi";
import type { OAuthScheme } from "../kit/auth.ts";
import { field } from "./field.ts";
import { partiesOf, refusal, tokensOf } from "./oauth-protocol.ts";
import type { Fields, NewTokens, Signer, SignerDeps } from "./types.ts";

/** Milliseconds before its end at which a token is renewed: a request takes its time. */
const MARGIN_MS = 60_000;

/** Bearer tokens that are renewed in time, by one of all workers. */
export function oauthSigner(scheme: OAuthScheme, deps: SignerDeps): Signer {
  let fields = deps.fields;
  const renew = async (stale: string | null, signal: AbortSignal | undefined) => {
    const exchange = (stored: Fields) => newTokens({ scheme, deps, signal }, stored);
    fields = deps.renewals
      ? await deps.renewals.renew(stale, exchange)
      : { ...fields, ...(await exchange(fields)) };
  };
  return {
    sign: async (url, signal) => {
      if (!isFresh(fields)) await renew(tokenOf(fields), signal);
      return { url, headers: headerOf(scheme, field(fields, "accessToken")) };
    },
    renew: async ({ headers }, signal) => {
      const token = tokenOf(fields);
      // Another request of this process may have renewed it meanwhile.
      const refused = token !== null && isSigned(headers, headerOf(scheme, token));
      if (refused && !isRenewable(scheme, fields)) return false;
      if (refused || token === null) await renew(token, signal);
      return true;
    },
  };
}

function headerOf({ header }: OAuthScheme, token: string): Record<string, string> {
  return header === undefined ? { authorization: `Bearer ${token}` } : { [header.toLowerCase()]: token };
}

function isSigned(headers: Record<string, string>, by: Record<string, string>): boolean {
  return Object.entries(by).every(([name, value]) => headers[name] === value);
}

/** A token that somebody entered by hand came without another one to renew it by. */
function isRenewable({ grant }: OAuthScheme, fields: Fields): boolean {
  return grant === "client_credentials" || typeof fields?.refreshToken === "string";
}

function tokenOf(fields: Fields): string | null {
  return typeof fields?.accessToken === "string" ? fields.accessToken : null;
}

function isFresh(fields: Fields): boolean {
  if (tokenOf(fields) === null) return false;
  const end = Date.parse(String(fields?.expiresAt ?? ""));
  return Number.isNaN(end) || end - Date.now() > MARGIN_MS;
}

interface Exchange {
  scheme: OAuthScheme;
  deps: SignerDeps;
  signal: AbortSignal | undefined;
}

async function newTokens({ scheme, deps, signal }: Exchange, fields: Fields): Promise<NewTokens> {
  const { server, client, auth, options } = partiesOf(scheme, fields, deps, signal);
  const scope: Record<string, string> = scheme.scope === undefined ? {} : { scope: scheme.scope };
  try {
    if (scheme.grant === "client_credentials") {
      const response = await oauth.clientCredentialsGrantRequest(server, client, auth, scope, options);
      return tokensOf(await oauth.processClientCredentialsResponse(server, client, response));
    }
    const refreshToken = field(fields, "refreshToken");
    const more = { ...options, additionalParameters: scope };
    const response = await oauth.refreshTokenGrantRequest(server, client, auth, refreshToken, more);
    return tokensOf(await oauth.processRefreshTokenResponse(server, client, response));
  } catch (error) {
    throw refusal(error);
  }
}
