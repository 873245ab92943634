import type { OwnershipDeps } from "@v1/integrations/ownership";
import type { ApiDeps } from "../deps.ts";
import { connectorOf } from "./connector-of.ts";

/** What the verbs of ownership stand on, from what the API stands on. */
export function ownershipDeps(deps: ApiDeps): OwnershipDeps {
  return { db: deps.worker, queue: deps.queue, connector: (slug) => connectorOf(deps, slug) };
}
