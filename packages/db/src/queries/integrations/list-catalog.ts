import { asc } from "drizzle-orm";
import type { Tx } from "../../client.ts";
import { integrations } from "../../schema/integrations/integrations.ts";

export type CatalogEntry = Awaited<ReturnType<typeof listIntegrations>>[number];

/** All that can be connected, by name. */
export function listIntegrations(tx: Tx) {
  return tx
    .select({
      id: integrations.id,
      slug: integrations.slug,
      name: integrations.name,
      kind: integrations.kind,
      category: integrations.category,
      description: integrations.description,
      configSchema: integrations.configSchema,
    })
    .from(integrations)
    .orderBy(asc(integrations.name), asc(integrations.slug));
}
