import { AppError } from "@v1/core";
import { draftConnection, openState } from "@v1/db/sign-in";
import * as oauth from "oauth4webapi";
import { field } from "../../auth/field.ts";
import { located } from "../../auth/oauth-protocol.ts";
import type { OAuthScheme } from "../../kit/auth.ts";
import type { Connector } from "../../kit/connector.ts";
import type { ConnectDeps, ConnectInput } from "../connect.ts";
import { sealSignIn } from "./state.ts";

/** Seconds that somebody may take on the provider's pages. */
const SECONDS = 10 * 60;

interface Begin {
  brandId: string;
  userId: string;
  slug: string;
  /** The client's id and secret at the provider. */
  secrets: Record<string, unknown>;
  /** Where the provider sends the browser back to: a page of the app. */
  redirectUri: string;
}

export type NewSignIn = Begin & Pick<ConnectInput, "name" | "config">;

/**
 * Begins a new connection by a sign-in at its provider (RFC 6749, section 4.1, with PKCE).
 * @returns the provider's page, where the browser goes now, and the connection that is being set up
 * @throws AppError `precondition_failed` for a connector that has no sign-in
 */
export async function beginSignIn(
  deps: ConnectDeps,
  input: NewSignIn,
): Promise<{ connectionId: string; url: string }> {
  const { scheme } = signInOf(deps.connector(input.slug), input.config);
  field(input.secrets, "clientId");
  field(input.secrets, "clientSecret");
  const { connectionId } = await draftConnection(deps.db, {
    brandId: input.brandId,
    slug: input.slug,
    name: input.name,
    config: input.config,
    userId: input.userId,
  });
  return open(deps, { ...input, connectionId, scheme });
}

/** Begins another sign-in for a connection that is there: its access has ended, or will. */
export async function beginSignInAgain(
  deps: ConnectDeps,
  input: Begin & { connectionId: string; config: unknown },
): Promise<{ connectionId: string; url: string }> {
  const { scheme } = signInOf(deps.connector(input.slug), input.config);
  return open(deps, { ...input, scheme });
}

/**
 * How a connector's owner signs in, with whole addresses.
 * @throws AppError `precondition_failed` for a connector that has no sign-in; what `origin` throws
 */
export function signInOf(connector: Connector, config: unknown): { scheme: OAuthScheme } {
  const { scheme } = connector.auth;
  if (scheme?.kind === "oauth2" && scheme.authorizeUrl) return { scheme: located(scheme, config) };
  throw new AppError({
    code: "precondition_failed",
    message: `${connector.name} is not connected by a sign-in at its provider.`,
    hint: "Enter its credentials instead.",
  });
}

/** JSON Schema of what is entered before a sign-in; null for a connector that has none. */
export function signInFields({ auth }: Connector): Record<string, unknown> | null {
  const has = auth.scheme?.kind === "oauth2" && auth.scheme.authorizeUrl !== undefined;
  return has ? (auth.signInFields ?? auth.fields) : null;
}

interface Opening extends Begin {
  connectionId: string;
  scheme: OAuthScheme;
}

async function open(deps: ConnectDeps, input: Opening): Promise<{ connectionId: string; url: string }> {
  const { brandId, connectionId, userId, secrets, scheme, redirectUri } = input;
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const signIn = { verifier, userId, secrets };
  await openState(deps.db.pool, {
    brandId,
    connectionId,
    state,
    sealed: sealSignIn(deps.ring, { brandId, connectionId }, signIn),
    redirect: redirectUri,
    seconds: SECONDS,
  });
  const url = new URL(scheme.authorizeUrl ?? "");
  const parameters = {
    response_type: "code",
    client_id: field(secrets, "clientId"),
    redirect_uri: redirectUri,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...(scheme.scope === undefined ? {} : { scope: scheme.scope }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { connectionId, url: url.href };
}
