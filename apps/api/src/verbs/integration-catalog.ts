import { fieldDefinition, isFieldKey, notFound } from "@v1/core";
import { listIntegrations, type Tx } from "@v1/db";
import { hasSignIn } from "@v1/integrations";
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
    auth: connector
      ? { type: connector.auth.type, schema: connector.auth.fields, signIn: hasSignIn(connector) }
      : { type: "none" as const, schema: {} as Record<string, unknown>, signIn: false },
    /** Whether `connections.suggest` has something to say. */
    suggests: connector?.suggest !== undefined,
    fields,
    complete: [...(connector?.complete ?? [])],
  };
}
