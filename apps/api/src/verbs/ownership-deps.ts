import type { MappingDeps, OwnershipDeps } from "@v1/integrations/ownership";
import type { ApiDeps } from "../deps.ts";
import { keptSecrets } from "./change-connection.ts";
import { connectorOf, guardDeps } from "./connector-of.ts";

/** What the verbs of ownership stand on, from what the API stands on. */
export function ownershipDeps(deps: ApiDeps): OwnershipDeps {
  return { db: deps.worker, queue: deps.queue, connector: (slug) => connectorOf(deps, slug) };
}

/** Those that read from the source need the way there as well. */
export function mappingDeps(deps: ApiDeps): MappingDeps {
  return { ...ownershipDeps(deps), ...guardDeps(deps), secrets: (ref) => keptSecrets(deps, ref) };
}
