import { AppError } from "@v1/core";
import * as oauth from "oauth4webapi";
import type { OAuthScheme } from "../kit/auth.ts";
import { statusError } from "../kit/status-error.ts";
import { field } from "./field.ts";
import type { Fields, NewTokens, Signer, SignerDeps } from "./types.ts";

/** Milliseconds before its end at which a token is renewed: a request takes its time. */
const MARGIN_MS = 60_000;
const TIMEOUT_MS = 20_000;

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
      return { url, headers: { authorization: `Bearer ${field(fields, "accessToken")}` } };
    },
    renew: async ({ headers }, signal) => {
      const refused = headers.authorization?.slice("Bearer ".length) ?? null;
      // Another request of this process may have renewed it meanwhile.
      if (tokenOf(fields) === refused) await renew(refused, signal);
      return true;
    },
  };
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
  const server = { issuer: new URL(scheme.tokenUrl).origin, token_endpoint: scheme.tokenUrl };
  const client = { client_id: field(fields, "clientId") };
  const secret = field(fields, "clientSecret");
  const auth =
    scheme.clientAuth === "basic" ? oauth.ClientSecretBasic(secret) : oauth.ClientSecretPost(secret);
  const scope: Record<string, string> = scheme.scope === undefined ? {} : { scope: scheme.scope };
  const options = {
    [oauth.customFetch]: fetchThrough(deps),
    [oauth.allowInsecureRequests]: deps.allowInsecure,
    ...(signal ? { signal } : {}),
  };
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

/** The library's requests through our client: with its checks, sizes and times. Never repeated. */
function fetchThrough({ http }: SignerDeps) {
  return async (
    url: string,
    { body, headers, signal }: oauth.CustomFetchOptions<"POST", URLSearchParams>,
  ): Promise<Response> => {
    const response = await http.request(url, {
      method: "POST",
      headers,
      body: body.toString(),
      timeoutMs: TIMEOUT_MS,
      ...(signal ? { signal } : {}),
    });
    const { status } = response;
    const text = await response.text();
    if (status === 429 || status >= 500)
      throw statusError({ who: "The sign-in server", status, body: "", credential: "the client secret" });
    return new Response(text, { status, headers: response.headers });
  };
}

function tokensOf(answer: oauth.TokenEndpointResponse): NewTokens {
  const { access_token: accessToken, expires_in: seconds, refresh_token: refreshToken } = answer;
  return {
    accessToken,
    expiresAt: seconds === undefined ? null : new Date(Date.now() + seconds * 1000).toISOString(),
    ...(refreshToken === undefined ? {} : { refreshToken }),
  };
}

/** Its own words are not passed on: they may repeat what was sent. */
function refusal(error: unknown): unknown {
  if (error instanceof AppError || (error instanceof Error && error.name === "AbortError")) return error;
  const code = error instanceof oauth.ResponseBodyError ? error.error : null;
  return new AppError({
    code: "unauthenticated",
    message:
      code === null
        ? "The sign-in server's answer is not what OAuth 2.0 says."
        : `The sign-in server gives no new access token (${code}).`,
    hint: "Connect again: the access was withdrawn, has run out, or the client's id or secret is wrong.",
  });
}
