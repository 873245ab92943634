import { AppError, type FieldKey } from "@v1/core";
import { getConnection } from "@v1/db";
import { completeSignIn } from "@v1/db/sign-in";
import {
  beginSignIn,
  beginSignInAgain,
  type FinishedSignIn,
  finishSignIn,
  type NewSignIn,
  signInFields,
  signInOf,
} from "@v1/integrations";
import { suppliedBy } from "@v1/integrations/ownership";
import type { ApiDeps } from "../deps.ts";
import { type Caller, keptSecrets } from "./change-connection.ts";
import { checkSecrets, connectDeps, connectorOf } from "./connector-of.ts";
import { triggerRun } from "./trigger-run.ts";
import { tryConnection } from "./try-connection.ts";

interface New extends Omit<NewSignIn, "brandId" | "userId" | "secrets"> {
  secrets: Record<string, string>;
}

/** @returns the provider's page, where the browser goes now */
export async function startSignIn(deps: ApiDeps, caller: Caller, input: New): Promise<{ url: string }> {
  const connector = connectorOf(deps, input.slug);
  signInOf(connector, input.config);
  checkSecrets(signInFields(connector), input.secrets);
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
  const { integration, config } = await caller.read((scope) => getConnection(scope, connectionId));
  const connector = connectorOf(deps, integration.slug);
  const ref = { brandId: caller.scope.brandId, connectionId };
  const { clientId = "", clientSecret = "" } = input.secrets ?? (await keptSecrets(deps, ref));
  const secrets = { clientId, clientSecret };
  checkSecrets(signInFields(connector), secrets);
  const asked = { ...caller.scope, connectionId, slug: integration.slug, config, secrets, redirectUri };
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
  if (done.kind !== "reconnected") return { ...done, name, runId: null };
  const ref = { ...caller.scope, connectionId: done.connectionId };
  const { runId } = await triggerRun(deps, { ...ref, mode: "full", trigger: "reconnect" });
  return { ...done, name, runId };
}

interface Choices {
  connectionId: string;
  name: string;
  mayCreate?: boolean;
  matchBy?: ("barcode" | "sku" | "identifier")[];
  scheduleCron?: string | null;
  fields?: FieldKey[];
}

/** @returns what its source said, the fields that it owns now, and its first run */
export async function completeSetup(deps: ApiDeps, caller: Caller, choices: Choices) {
  const { connectionId, fields: chosen } = choices;
  const { config, integration } = await caller.read((scope) => getConnection(scope, connectionId));
  const ref = { ...caller.scope, connectionId };
  const secrets = await keptSecrets(deps, ref);
  if (!secrets.accessToken) throw notSignedIn(integration.name);
  const saw = await tryConnection(deps, { slug: integration.slug, config, secrets }, ref);
  const supplied = suppliedBy(connectorOf(deps, integration.slug), config);
  const { owned } = await completeSignIn(deps.worker, {
    ...ref,
    account: saw.account,
    name: choices.name,
    fields: supplied.filter((key) => chosen?.includes(key) ?? true),
    mayCreate: choices.mayCreate ?? true,
    matchBy: choices.matchBy ?? ["barcode", "sku", "identifier"],
    scheduleCron: choices.scheduleCron ?? null,
  });
  const { runId } = await triggerRun(deps, { ...ref, mode: "full", trigger: "manual" });
  return { connectionId, saw, owned, runId };
}

function notSignedIn(name: string): AppError {
  return new AppError({
    code: "precondition_failed",
    message: `Nobody has signed in at ${name} for this connection.`,
    hint: "Begin again under Integrations.",
  });
}
