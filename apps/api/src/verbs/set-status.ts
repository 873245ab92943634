import { type ProductStatus, setProductStatus } from "@v1/db";
import { publishNow } from "@v1/db/passports";
import type { ApiDeps } from "../deps.ts";
import type { Member } from "../trpc.ts";

type Asking = Pick<Member, "write" | "scope"> & { deps: Pick<ApiDeps, "worker"> };

/**
 * Publishes, unpublishes or archives products. Publishing keeps a version of each (rule 17); what was
 * published and comes out of the archive has the version that it had.
 * @returns how many changed
 */
export async function setStatus(
  { deps, scope, write }: Asking,
  { ids, status }: { ids: string[]; status: Exclude<ProductStatus, "scheduled"> },
): Promise<{ changed: number }> {
  if (status !== "published") return write((own) => setProductStatus(own, { ids, status }));
  const { changed } = await publishNow(deps.worker, { ...scope, productIds: ids, bringsBack: true });
  return { changed };
}
