import { FIELDS, type FieldKey, fieldDefinition } from "@v1/core";
import { type BrandScope, getConnection, listFieldOwners, listFieldSources } from "@v1/db";
import { suppliedBy } from "@v1/integrations/ownership";
import type { ApiDeps } from "../deps.ts";
import { connectorOf } from "./connector-of.ts";

/**
 * Each field that a connection can supply: where from, where it takes it now, and who owns it. `owns` is
 * this connection, `observes` is heard without a say.
 */
export async function connectionFields(deps: ApiDeps, scope: BrandScope, connectionId: string) {
  const connection = await getConnection(scope, connectionId);
  const connector = connectorOf(deps, connection.integration.slug);
  const owners = new Map((await listFieldOwners(scope)).map((owner) => [owner.fieldKey, owner]));
  const sources = new Map((await listFieldSources(scope, connectionId)).map((row) => [row.fieldKey, row]));
  // What its settings name, and what the brand has chosen a place for.
  const supplied = new Set<string>([...suppliedBy(connector, connection.config), ...sources.keys()]);
  const keys = (Object.keys(FIELDS) as FieldKey[]).filter((key) => supplied.has(key));
  return keys.map((key) => {
    const { label, level, group } = fieldDefinition(key);
    const owner = owners.get(key) ?? null;
    const role = owner?.connectionId === connectionId ? ("owns" as const) : ("observes" as const);
    return {
      key,
      label,
      level,
      group,
      role,
      owner,
      source: sources.get(key) ?? null,
      options: connector.fields[key] ?? [],
    };
  });
}
