import type { WorkerDb } from "@v1/db";
import type { Connector } from "../kit/connector.ts";

/** What the verbs work with. The queue is that of `@v1/jobs`, of which this package knows nothing. */
export interface OwnershipDeps {
  db: WorkerDb;
  /** The connector of a slug; throws where there is none. */
  connector(slug: string): Connector;
  queue: {
    enqueue(
      name: "transfer-ownership",
      payload: { brandId: string; runId: string },
      options?: { key?: string },
    ): Promise<unknown>;
  };
}

/** Whoever asks; membership of the brand was checked before, and is again where something is changed. */
export interface OwnershipScope {
  brandId: string;
  userId: string;
}
