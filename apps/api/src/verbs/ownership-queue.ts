import type { ApiDeps } from "../deps.ts";

/** What starts runs: the workers' database and their queue. */
export function ownershipQueue({ worker, queue }: ApiDeps) {
  return { db: worker, queue };
}
