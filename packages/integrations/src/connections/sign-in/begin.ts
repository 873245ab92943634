import { AppError, type FieldKey } from "@v1/core";
import { draftConnection, openState } from "@v1/db/sign-in";
import * as oauth from "oauth4webapi";
import { field } from "../../auth/field.ts";
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

export interface NewSignIn extends Begin, Pick<ConnectInput, "name" | "config" | "mayCreate" | "matchBy"> {
  fields?: readonly FieldKey[];
  scheduleCron?: string | null;
}

/**
 * Begins a new connection by a sign-in at its provider (RFC 6749, section 4.1, with PKCE).
 * @returns the provider's page, where the browser goes now, and the connection that is being set up
 * @throws AppError `precondition_failed` for a connector that has no sign-in
 */
export async function beginSignIn(
  deps: ConnectDeps,
  input: NewSignIn,
): Promise<{ connectionId: string; url: string }> {
  const { scheme } = signInOf(deps.connector(input.slug));
  field(input.secrets, "clientId");
  field(input.secrets, "clientSecret");
  const { connectionId } = await draftConnection(deps.db, {
    brandId: input.brandId,
    slug: input.slug,
    name: input.name,
    config: input.config,
    mayCreate: input.mayCreate ?? true,
    matchBy: input.matchBy ?? ["barcode", "sku", "identifier"],
    scheduleCron: input.scheduleCron ?? null,
    userId: input.userId,
  });
  return open(deps, { ...input, connectionId, scheme });
}

/** Begins another sign-in for a connection that is there: its access has ended, or will. */
export async function beginSignInAgain(
  deps: ConnectDeps,
  input: Begin & { connectionId: string },
): Promise<{ connectionId: string; url: string }> {
  const { scheme } = signInOf(deps.connector(input.slug));
  return open(deps, { ...input, scheme });
}

/** @throws AppError `precondition_failed` for a connector that has no sign-in */
export function signInOf(connector: Connector): { scheme: OAuthScheme } {
  const { scheme } = connector.auth;
  if (scheme?.kind === "oauth2" && scheme.authorizeUrl) return { scheme };
  throw new AppError({
    code: "precondition_failed",
    message: `${connector.name} is not connected by a sign-in at its provider.`,
    hint: "Enter its credentials instead.",
  });
}

export function hasSignIn({ auth }: Connector): boolean {
  return auth.scheme?.kind === "oauth2" && auth.scheme.authorizeUrl !== undefined;
}

interface Opening extends Begin {
  connectionId: string;
  scheme: OAuthScheme;
  fields?: readonly FieldKey[];
}

async function open(deps: ConnectDeps, input: Opening): Promise<{ connectionId: string; url: string }> {
  const { brandId, connectionId, userId, secrets, scheme, redirectUri } = input;
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const signIn = { verifier, userId, secrets, ...(input.fields ? { fields: [...input.fields] } : {}) };
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
