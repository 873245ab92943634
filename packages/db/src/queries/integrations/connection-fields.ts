import type { FieldKey } from "@v1/core";
import { and, asc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { brandIntegrations } from "../../schema/integrations/brand-integrations.ts";
import { fieldOwners } from "../../schema/ownership/field-owners.ts";
import { fieldSources } from "../../schema/ownership/field-sources.ts";
import type { BrandScope } from "../../scope.ts";

/** Who owns each field of the brand, and who did last. */
export function listFieldOwners({ tx, brandId }: BrandScope) {
  const last = alias(brandIntegrations, "last");
  return tx
    .select({
      fieldKey: sql<FieldKey>`${fieldOwners.fieldKey}`,
      ownerKind: fieldOwners.ownerKind,
      connectionId: fieldOwners.connectionId,
      connection: brandIntegrations.name,
      lastConnectionId: fieldOwners.lastConnectionId,
      lastConnection: last.name,
      onNull: fieldOwners.onNull,
      version: fieldOwners.version,
      since: fieldOwners.since,
    })
    .from(fieldOwners)
    .leftJoin(
      brandIntegrations,
      and(eq(brandIntegrations.brandId, brandId), eq(brandIntegrations.id, fieldOwners.connectionId)),
    )
    .leftJoin(last, and(eq(last.brandId, brandId), eq(last.id, fieldOwners.lastConnectionId)))
    .where(eq(fieldOwners.brandId, brandId))
    .orderBy(asc(fieldOwners.fieldKey));
}

/** What a connection takes from elsewhere than its connector would by itself. */
export function listFieldSources({ tx, brandId }: BrandScope, connectionId: string) {
  return tx
    .select({
      fieldKey: sql<FieldKey>`${fieldSources.fieldKey}`,
      path: fieldSources.path,
      transform: fieldSources.transform,
      enabled: fieldSources.enabled,
    })
    .from(fieldSources)
    .where(and(eq(fieldSources.brandId, brandId), eq(fieldSources.connectionId, connectionId)))
    .orderBy(asc(fieldSources.fieldKey));
}
