import { type FieldKey, notFound } from "@v1/core";
import {
  type AdoptionCounts,
  fieldCoverage,
  listOwners,
  listSuppliers,
  type OwnerRef,
  previewTransfer as rehearse,
} from "@v1/db/ownership";
import type { OwnershipDeps } from "./types.ts";

type Deps = Pick<OwnershipDeps, "db" | "connector">;

interface FieldPreview {
  key: FieldKey;
  /** To send with the transfer. */
  version: number;
  from: { kind: "connection" | "manual" | "nobody"; connection: string | null };
  products: AdoptionCounts;
  variants: AdoptionCounts;
}

export interface TransferPreview {
  fields: FieldPreview[];
  /** Over all fields and both levels. */
  total: AdoptionCounts;
  /** Records of the new owner that were looked at, of all that it has: less in a very large brand. */
  looked: number;
  of: number;
}

/**
 * How many products a transfer would change, leave, or find no value for (rule 9). Nothing is written.
 * @throws AppError `not_found` for a connection that is not the brand's
 */
export async function previewTransfer(
  deps: Deps,
  { brandId }: { brandId: string },
  { fields, to }: { fields: readonly FieldKey[]; to: OwnerRef },
): Promise<TransferPreview> {
  const owners = new Map((await listOwners(deps.db, brandId)).map((owner) => [owner.key, owner]));
  const { counts, looked, of } = await countsOf(deps, { brandId, fields, to });
  const previews = fields.map((key) => {
    const owner = owners.get(key);
    const found = counts.get(key);
    return {
      key,
      version: owner?.version ?? 0,
      from: { kind: owner?.kind ?? "nobody", connection: owner?.connection ?? null },
      products: found?.products ?? none(),
      variants: found?.variants ?? none(),
    };
  });
  const total = previews.flatMap(({ products, variants }) => [products, variants]).reduce(sum, none());
  return { fields: previews, total, looked, of };
}

type Counts = Map<FieldKey, { products: AdoptionCounts; variants: AdoptionCounts }>;

async function countsOf(
  deps: Deps,
  { brandId, fields, to }: { brandId: string; fields: readonly FieldKey[]; to: OwnerRef },
): Promise<{ counts: Counts; looked: number; of: number }> {
  if (typeof to === "string") return staying(deps, brandId, fields);
  const { connectionId } = to;
  const supplier = (await listSuppliers(deps.db, brandId)).find(
    (found) => found.connectionId === connectionId,
  );
  if (!supplier) throw notFound("connection", connectionId);
  const complete = new Set(deps.connector(supplier.slug).complete);
  const answer = await rehearse(deps.db, { brandId, connectionId, fields, complete });
  return { counts: new Map(answer.fields.map((field) => [field.key, field])), ...answer };
}

/** People and nobody say nothing: every value stays. */
async function staying({ db }: Deps, brandId: string, fields: readonly FieldKey[]) {
  const coverage = await fieldCoverage(db, brandId);
  const counts: Counts = new Map();
  for (const { key, products, variants } of coverage.fields) {
    if (!fields.includes(key)) continue;
    counts.set(key, { products: { ...none(), stay: products }, variants: { ...none(), stay: variants } });
  }
  return { counts, looked: coverage.products, of: coverage.products };
}

function none(): AdoptionCounts {
  return { change: 0, fill: 0, stay: 0, noValue: 0, pinned: 0, refused: 0 };
}

function sum(left: AdoptionCounts, right: AdoptionCounts): AdoptionCounts {
  const total = { ...left };
  for (const name of Object.keys(right) as (keyof AdoptionCounts)[]) total[name] += right[name];
  return total;
}
