import { type Publication, publishNow, type Selection, startPublication } from "@v1/db/passports";
import type { PassportDeps, PassportScope } from "./types.ts";

/** Up to so many are published while one waits. */
const AT_ONCE = 50;

export type Publishing =
  | {
      publication: null;
      /** New versions. */
      published: { productId: string; version: number }[];
      /** Published exactly as they are already. */
      unchanged: number;
      /** Archived, or not the brand's. */
      skipped: number;
    }
  /** A worker does it: follow it by its id. */
  | { publication: Publication };

/**
 * Publishes products as they stand: those named, or all whose passport waits for its changes. A few at
 * once, many by a worker.
 * @throws AppError `forbidden` for who is no member any more; of a few that are named, `not_found` where the
 * brand has none of them, `conflict` where all are archived
 */
export async function publishPassports(
  deps: PassportDeps,
  scope: PassportScope,
  selection: Exclude<Selection, { kind: "run" }>,
): Promise<Publishing> {
  if (selection.kind === "products" && selection.productIds.length <= AT_ONCE) {
    const { productIds } = selection;
    const { changed: _, ...done } = await publishNow(deps.db, { ...scope, productIds });
    return { publication: null, ...done };
  }
  const publication = await startPublication(deps.db, { ...scope, selection });
  if (!publication) return { publication: null, published: [], unchanged: 0, skipped: 0 };
  await hand(deps, scope.brandId, publication);
  return { publication };
}

/**
 * Publishes anew what a run changed of what is published, where the brand chose that.
 * @returns the publication that a worker was given, or null
 */
export async function publishAfterRun(
  deps: PassportDeps,
  { brandId, runId }: { brandId: string; runId: string },
): Promise<Publication | null> {
  const selection = { kind: "run", runId } as const;
  const publication = await startPublication(deps.db, { brandId, userId: null, selection });
  if (publication) await hand(deps, brandId, publication);
  return publication;
}

async function hand({ queue }: PassportDeps, brandId: string, { id }: Publication): Promise<void> {
  await queue.enqueue("publish-passports", { brandId, publicationId: id }, { key: id });
}
