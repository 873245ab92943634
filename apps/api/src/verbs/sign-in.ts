import type { FieldKey } from "@v1/core";
import { getConnection } from "@v1/db";
import {
  beginSignIn,
  beginSignInAgain,
  type FinishedSignIn,
  finishSignIn,
  type NewSignIn,
  signInOf,
} from "@v1/integrations";
import type { ApiDeps } from "../deps.ts";
import { type Caller, keptSecrets } from "./change-connection.ts";
import { checkSecrets, connectDeps, connectorOf } from "./connector-of.ts";
import { triggerRun } from "./trigger-run.ts";

interface New extends Omit<NewSignIn, "brandId" | "userId" | "secrets"> {
  secrets: Record<string, string>;
  fields?: FieldKey[];
}

/** @returns the provider's page, where the browser goes now */
export async function startSignIn(deps: ApiDeps, caller: Caller, input: New): Promise<{ url: string }> {
  const connector = connectorOf(deps, input.slug);
  signInOf(connector);
  checkSecrets(connector, input.secrets);
  const { url } = await beginSignIn(connectDeps(deps), { ...input, ...caller.scope });
  return { url };
}

interface Again {
  connectionId: string;
  redirectUri: string;
  /** The client's id and secret, where they have changed or are kept no more. */
  secrets?: Record<string, string>;
}

export async function startSignInAgain(
  deps: ApiDeps,
  caller: Caller,
  input: Again,
): Promise<{ url: string }> {
  const { connectionId, redirectUri } = input;
  const { integration } = await caller.read((scope) => getConnection(scope, connectionId));
  const connector = connectorOf(deps, integration.slug);
  const ref = { brandId: caller.scope.brandId, connectionId };
  const { clientId = "", clientSecret = "" } = input.secrets ?? (await keptSecrets(deps, ref));
  const secrets = { clientId, clientSecret };
  checkSecrets(connector, secrets);
  const asked = { ...caller.scope, connectionId, slug: integration.slug, secrets, redirectUri };
  const { url } = await beginSignInAgain(connectDeps(deps), asked);
  return { url };
}

/** Ends the sign-in that the browser came back from, and starts the read that a new access needs. */
export async function endSignIn(
  deps: ApiDeps,
  caller: Caller,
  parameters: Record<string, string>,
): Promise<FinishedSignIn & { name: string; runId: string | null }> {
  let name = "";
  const done = await finishSignIn(
    connectDeps(deps),
    { ...caller.scope, parameters },
    async (connectionId) => {
      const found = await caller.read((scope) => getConnection(scope, connectionId));
      name = found.name;
      const { config, status } = found;
      return { connectionId, slug: found.integration.slug, config, status };
    },
  );
  if (done.kind === "renewed") return { ...done, name, runId: null };
  const trigger = done.kind === "made" ? ("manual" as const) : ("reconnect" as const);
  const run = { ...caller.scope, connectionId: done.connectionId, mode: "full" as const, trigger };
  const { runId } = await triggerRun(deps, run);
  return { ...done, name, runId };
}
