import { AppError, notFound } from "@v1/core";
import { type Connector, storedRenewals } from "@v1/integrations";
import type { ApiDeps } from "../deps.ts";

/** The connector of an integration. @throws AppError `not_found` where this server has none */
export function connectorOf({ connectors }: Pick<ApiDeps, "connectors">, slug: string): Connector {
  const connector = Object.hasOwn(connectors, slug) ? connectors[slug] : undefined;
  if (connector) return connector;
  throw notFound("connector", slug);
}

/** What connecting stands on, from what the API stands on. */
export function connectDeps(deps: ApiDeps) {
  return {
    db: deps.worker,
    http: deps.http,
    ring: deps.ring(),
    connector: (slug: string) => connectorOf(deps, slug),
  };
}

/** What a connection that is kept is worked with: its own client, whose renewed tokens are kept too. */
export function guardDeps(deps: ApiDeps) {
  return {
    http: deps.http,
    renewals: (scope: ConnectionRef) => storedRenewals({ db: deps.worker, ring: deps.ring() }, scope),
  };
}

export interface ConnectionRef {
  brandId: string;
  connectionId: string;
}

/** Secrets are named texts. @throws AppError where one that the schema demands is missing */
export function checkSecrets(schema: Record<string, unknown> | null, secrets: Record<string, string>): void {
  const { required } = (schema ?? {}) as { required?: string[] };
  const missing = (required ?? []).filter((name) => !secrets[name]?.trim());
  if (missing.length === 0) return;
  throw new AppError({
    code: "bad_request",
    message: `The credentials are not complete: ${missing.join(", ")}.`,
    hint: "Fill in what is missing.",
    fields: Object.fromEntries(missing.map((name) => [`secrets.${name}`, "It is needed."])),
  });
}
