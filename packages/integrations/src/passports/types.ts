import type { WorkerDb } from "@v1/db";
import type { PassportOrigin } from "@v1/db/passports";

/** What the verbs work with. The queue is that of `@v1/jobs`, of which this package knows nothing. */
export interface PassportDeps {
  db: WorkerDb;
  queue: {
    enqueue(
      name: "publish-passports",
      payload: { brandId: string; publicationId: string },
      options?: { key?: string },
    ): Promise<unknown>;
  };
}

/** Whoever asks; membership of the brand was checked before, and is again where something is published. */
export interface PassportScope {
  brandId: string;
  userId: string;
}

/** One field of the product, or of one variant, that a new version would tell otherwise. */
export interface PassportChange {
  /** Null where it is the product's. */
  variantUpid: string | null;
  /** SKU, option or UPID: what people know the variant by. */
  variant: string | null;
  /** A key of the field registry; `$variant` where a variant itself came, went or returned. */
  fieldKey: string;
  label: string;
  kind: "added" | "changed" | "removed";
  published: unknown;
  current: unknown;
  /** Who stands behind the value of now; null where nobody was written down. */
  source: PassportOrigin | null;
}
