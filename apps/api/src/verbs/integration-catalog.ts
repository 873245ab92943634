import { fieldDefinition, isFieldKey, notFound } from "@v1/core";
import { listIntegrations, type Tx } from "@v1/db";
import { type Connector, signInFields } from "@v1/integrations";
import type { ApiDeps } from "../deps.ts";

/** All that can be connected. `available` is false for what this server has no connector for. */
export async function integrationCatalog({ connectors }: ApiDeps, tx: Tx) {
  const entries = await listIntegrations(tx);
  return entries.map(({ configSchema: _schema, ...entry }) => ({
    ...entry,
    available: Object.hasOwn(connectors, entry.slug),
  }));
}

/** One of them, with the schemas that its forms are drawn from and the fields that it can supply. */
export async function integrationDetail(deps: ApiDeps, tx: Tx, slug: string) {
  const entry = (await listIntegrations(tx)).find((candidate) => candidate.slug === slug);
  if (!entry) throw notFound("integration", slug);
  const connector = Object.hasOwn(deps.connectors, slug) ? deps.connectors[slug] : undefined;
  const fields = Object.entries(connector?.fields ?? {}).flatMap(([key, options]) =>
    isFieldKey(key) && options ? [{ key, label: fieldDefinition(key).label, options }] : [],
  );
  return {
    ...entry,
    available: connector !== undefined,
    /** JSON Schema of the settings; of a connector where there is one, else the catalog's own. */
    configSchema: connector?.configSchema ?? entry.configSchema,
    auth: connector ? authOf(connector) : NO_AUTH,
    /** Whether `connections.suggest` has something to say. */
    suggests: connector?.suggest !== undefined,
    fields,
    complete: [...(connector?.complete ?? [])],
  };
}

const NO_AUTH = {
  type: "none" as const,
  schema: {} as Record<string, unknown>,
  signInSchema: null,
  hasKey: false,
};

function authOf(connector: Connector) {
  const { type, fields, signInFields: besides } = connector.auth;
  const signInSchema = signInFields(connector);
  return {
    type,
    /** JSON Schema of the credentials that are entered. */
    schema: fields,
    /** JSON Schema of what a sign-in at the provider asks for; null where there is none. */
    signInSchema,
    /** Whether credentials may be entered: where there is a sign-in, they are another way. */
    hasKey: signInSchema === null || besides !== undefined,
  };
}
