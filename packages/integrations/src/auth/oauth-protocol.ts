import { AppError } from "@v1/core";
import * as oauth from "oauth4webapi";
import type { OAuthScheme } from "../kit/auth.ts";
import type { HttpClient } from "../kit/http.ts";
import { statusError } from "../kit/status-error.ts";
import { field } from "./field.ts";
import type { Fields, NewTokens } from "./types.ts";

const TIMEOUT_MS = 20_000;

/** The scheme with whole addresses, where the settings say a part of them. */
export function located(scheme: OAuthScheme, config: unknown): OAuthScheme {
  if (!scheme.origin) return scheme;
  const base = scheme.origin(config);
  const { origin: _origin, tokenUrl, authorizeUrl, ...rest } = scheme;
  const whole = authorizeUrl === undefined ? {} : { authorizeUrl: new URL(authorizeUrl, base).href };
  return { ...rest, tokenUrl: new URL(tokenUrl, base).href, ...whole };
}

export interface ProtocolDeps {
  http: HttpClient;
  /** Plain http to the sign-in server: only where private networks are allowed. */
  allowInsecure: boolean;
}

/** What the protocol library wants to know of a sign-in server, of us there, and of the way to it. */
export function partiesOf(scheme: OAuthScheme, fields: Fields, deps: ProtocolDeps, signal?: AbortSignal) {
  const server: oauth.AuthorizationServer = {
    issuer: scheme.issuer ?? new URL(scheme.tokenUrl).origin,
    token_endpoint: scheme.tokenUrl,
    ...(scheme.authorizeUrl === undefined ? {} : { authorization_endpoint: scheme.authorizeUrl }),
  };
  const secret = field(fields, "clientSecret");
  return {
    server,
    client: { client_id: field(fields, "clientId") },
    auth: scheme.clientAuth === "basic" ? oauth.ClientSecretBasic(secret) : oauth.ClientSecretPost(secret),
    options: {
      [oauth.customFetch]: fetchThrough(deps.http, scheme),
      [oauth.allowInsecureRequests]: deps.allowInsecure,
      ...(signal ? { signal } : {}),
    },
  };
}

/** The library's requests through our client: with its checks, sizes and times. Never repeated. */
function fetchThrough(http: HttpClient, scheme: OAuthScheme) {
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
    const answer = status === 200 && scheme.header !== undefined ? typed(text) : text;
    return new Response(answer, { status, headers: response.headers });
  };
}

/** A token for a header of the provider's own need not be called a bearer's, and often is not. */
function typed(text: string): string {
  try {
    const answer: unknown = JSON.parse(text);
    const isTokens = typeof answer === "object" && answer !== null && "access_token" in answer;
    return isTokens ? JSON.stringify({ token_type: "bearer", ...answer }) : text;
  } catch {
    return text;
  }
}

export function tokensOf(answer: oauth.TokenEndpointResponse): NewTokens {
  const { access_token: accessToken, expires_in: seconds, refresh_token: refreshToken } = answer;
  return {
    accessToken,
    expiresAt: seconds === undefined ? null : new Date(Date.now() + seconds * 1000).toISOString(),
    ...(refreshToken === undefined ? {} : { refreshToken }),
  };
}

/** Its own words are not passed on: they may repeat what was sent. */
export function refusal(error: unknown): unknown {
  if (error instanceof AppError || (error instanceof Error && error.name === "AbortError")) return error;
  const code = error instanceof oauth.ResponseBodyError ? error.error : null;
  return new AppError({
    code: "unauthenticated",
    message:
      code === null
        ? "The sign-in server's answer is not what OAuth 2.0 says."
        : `The sign-in server gives no access token (${code}).`,
    hint: "Connect again: the access was withdrawn, has run out, or the client's id or secret is wrong.",
  });
}
