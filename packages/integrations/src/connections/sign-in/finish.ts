import { AppError } from "@v1/core";
import { findState, finishSignIn as store, takeState } from "@v1/db/sign-in";
import { reconnect } from "@v1/db/sync";
import * as oauth from "oauth4webapi";
import { field } from "../../auth/field.ts";
import { partiesOf, refusal, tokensOf } from "../../auth/oauth-protocol.ts";
import { Redactor } from "../../http/redactor.ts";
import type { OAuthScheme } from "../../kit/auth.ts";
import type { CheckResult } from "../../kit/connector.ts";
import { type ConnectDeps, seal } from "../connect.ts";
import { tryCredentials } from "../try-credentials.ts";
import { signInOf } from "./begin.ts";
import { type KeptSignIn, openSignIn } from "./state.ts";

export interface SignInReturn {
  brandId: string;
  userId: string;
  /** All that the provider added to the address that it sent the browser back to. */
  parameters: Readonly<Record<string, string>>;
}

/** The connection that a sign-in belongs to, before it is finished. */
export interface SignInTarget {
  connectionId: string;
  slug: string;
  config: Record<string, unknown>;
  status: string;
}

export interface FinishedSignIn {
  connectionId: string;
  /** `signed-in` is a new connection that waits for somebody to complete it. */
  kind: "signed-in" | "reconnected" | "renewed";
  slug: string;
  saw: CheckResult;
}

/**
 * Ends a sign-in: takes its state up, changes the code for tokens, asks the provider who that is, and
 * keeps the tokens sealed with the connection. A state works once, for whoever began it, in its brand.
 * @param target reads the connection as the caller may see it
 * @throws AppError with what to do: mostly to begin again
 */
export async function finishSignIn(
  deps: ConnectDeps,
  input: SignInReturn,
  target: (connectionId: string) => Promise<SignInTarget>,
): Promise<FinishedSignIn> {
  const { brandId, userId, parameters } = input;
  const { connectionId, redirect, signIn } = await takeUp(deps, input);
  refuseError(parameters.error);
  const connection = await target(connectionId);
  const connector = deps.connector(connection.slug);
  const { config, slug } = connection;
  const { scheme } = signInOf(connector, config);
  const clientSecret = field(signIn.secrets, "clientSecret");
  scheme.verifyReturn?.({ parameters, config, clientSecret });
  const tokens = await exchange(deps, { scheme, signIn, redirect, parameters });
  const kept = (scheme.keep ?? []).flatMap((name) => (parameters[name] ? [[name, parameters[name]]] : []));
  const given = { ...signIn.secrets, ...Object.fromEntries(kept), ...tokens };
  const { saw, secrets } = await tryCredentials(deps, { connector, config, secrets: given });
  const credentials = seal(deps.ring, { brandId, connectionId }, { type: "oauth2", fields: secrets });
  const known = { brandId, connectionId, account: saw.account, credentials, userId };
  if (connection.status === "disconnected") {
    await reconnect(deps.db, known);
    return { connectionId, kind: "reconnected", slug, saw };
  }
  const { kind } = await store(deps.db, known);
  return { connectionId, kind, slug, saw };
}

async function takeUp({ db, ring }: ConnectDeps, { brandId, userId, parameters }: SignInReturn) {
  const { state = "" } = parameters;
  const found = await findState(db.pool, { brandId, state });
  if (!found) throw unknownState();
  const { connectionId, redirect, used, expired } = found;
  if (used) throw endedState("This sign-in has already been used.");
  if (expired) throw endedState("The sign-in took longer than ten minutes.");
  const signIn = openSignIn(ring, { brandId, connectionId }, found.sealed);
  if (signIn.userId !== userId) throw unknownState();
  if (!(await takeState(db.pool, { brandId, state })))
    throw endedState("This sign-in has already been used.");
  return { connectionId, redirect, signIn };
}

interface Exchange {
  scheme: OAuthScheme;
  signIn: KeptSignIn;
  redirect: string;
  parameters: Readonly<Record<string, string>>;
}

async function exchange({ http }: ConnectDeps, { scheme, signIn, redirect, parameters }: Exchange) {
  // Plain http goes where the client lets it: nowhere but on the operator's own machine.
  const allowInsecure = new URL(scheme.tokenUrl).protocol === "http:" && http.allowsPrivate;
  const parties = partiesOf(scheme, signIn.secrets, { http, allowInsecure });
  const { server, client, auth, options } = parties;
  const { iss, ...others } = parameters;
  const told = new URLSearchParams(scheme.issuer && iss ? { ...others, iss } : others);
  try {
    const returned = oauth.validateAuthResponse(server, client, told, field(parameters, "state"));
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      auth,
      returned,
      redirect,
      signIn.verifier,
      { ...options, additionalParameters: { ...scheme.codeParameters } },
    );
    return tokensOf(await oauth.processAuthorizationCodeResponse(server, client, response));
  } catch (error) {
    const { code, state } = parameters;
    throw new Redactor([signIn.secrets, signIn.verifier, code, state]).error(refusal(error));
  }
}

/** The provider's own words are not passed on: whoever made the link could have written them. */
function refuseError(code: string | undefined): void {
  if (code === undefined) return;
  if (code === "access_denied") {
    throw new AppError({
      code: "forbidden",
      message: "The access was not granted at the provider.",
      hint: "Begin again, and allow the access there; you may need the rights of an administrator.",
    });
  }
  const passing = code === "server_error" || code === "temporarily_unavailable";
  throw new AppError({
    code: passing ? "unavailable" : "precondition_failed",
    message: `The provider refused the sign-in${/^[a-z_]{1,40}$/.test(code) ? ` (${code})` : ""}.`,
    hint: passing
      ? "Begin again in some minutes."
      : "Check the client's id and the return address that are registered there; then begin again.",
    retryable: passing,
  });
}

/** Never begun, another brand's or another person's: nobody is told which. */
function unknownState(): AppError {
  return new AppError({
    code: "precondition_failed",
    message: "This sign-in was not begun here.",
    hint: "Begin again under Integrations, in the same browser, with the same brand and account.",
  });
}

function endedState(message: string): AppError {
  return new AppError({ code: "precondition_failed", message, hint: "Begin again under Integrations." });
}
