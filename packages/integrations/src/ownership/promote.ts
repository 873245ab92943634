import { AppError, type FieldKey, notFound } from "@v1/core";
import { listOwners, listRegroupings, listSuppliers, type Regrouping } from "@v1/db/ownership";
import { suppliedFields } from "./list-owners.ts";
import { previewTransfer, type TransferPreview } from "./preview-transfer.ts";
import { carryOut, type Transfer, type Transferred } from "./transfer-ownership.ts";
import type { OwnershipDeps, OwnershipScope } from "./types.ts";

type Deps = Pick<OwnershipDeps, "db" | "connector">;

export interface PromotePreview extends TransferPreview {
  /** Fields of the old connection that the new one does not supply; they stay where they are. */
  left: FieldKey[];
  /** Where the new connection groups variants into other products than the brand has. */
  regrouping: { count: number; items: Regrouping[] };
}

interface Between {
  /** Connection that owns now. */
  from: string;
  /** Connection that shall own. */
  to: string;
}

/** What making one connection the owner of all that another one owns would do. Nothing is written. */
export async function previewPromote(
  deps: Deps,
  scope: { brandId: string },
  between: Between,
): Promise<PromotePreview> {
  const { fields, left } = await fieldsOf(deps, scope.brandId, between);
  const [preview, regrouping] = await Promise.all([
    previewTransfer(deps, scope, { fields, to: { connectionId: between.to } }),
    listRegroupings(deps.db, { brandId: scope.brandId, connectionId: between.to }),
  ]);
  return { ...preview, left, regrouping };
}

async function fieldsOf(deps: Deps, brandId: string, { from, to }: Between) {
  const [owners, suppliers] = await Promise.all([
    listOwners(deps.db, brandId),
    listSuppliers(deps.db, brandId),
  ]);
  const owned = owners.filter(({ connectionId }) => connectionId === from).map(({ key }) => key);
  const supplier = suppliers.find(({ connectionId }) => connectionId === to);
  if (!supplier) throw notFound("connection", to);
  const supplied = new Set(suppliedFields(deps, supplier));
  return {
    fields: owned.filter((key) => supplied.has(key)).sort(),
    left: owned.filter((key) => !supplied.has(key)).sort(),
  };
}

export interface Promotion extends Between, Pick<Transfer, "fields" | "adopt" | "reason"> {
  /** Needed where the new connection groups variants in another way. */
  confirmRegrouping?: boolean;
}

/**
 * Makes one connection the owner of what another one owns, in one operation.
 * @throws AppError `precondition_failed` where variants are grouped otherwise and nobody confirmed it;
 *   else as a transfer does
 */
export async function promote(
  deps: OwnershipDeps,
  scope: OwnershipScope,
  promotion: Promotion,
): Promise<Transferred> {
  const { from, to, confirmRegrouping = false, ...transfer } = promotion;
  const { fields } = await fieldsOf(deps, scope.brandId, { from, to });
  const strange = transfer.fields.find(({ key }) => !fields.includes(key));
  if (strange) throw notTheirs(strange.key);
  if (!confirmRegrouping) await refuseRegrouping(deps, scope.brandId, to);
  return carryOut(deps, scope, { ...transfer, to: { connectionId: to }, action: "field.promote" });
}

async function refuseRegrouping({ db }: Deps, brandId: string, connectionId: string): Promise<void> {
  const { count, items } = await listRegroupings(db, { brandId, connectionId, limit: 3 });
  if (count === 0) return;
  throw new AppError({
    code: "precondition_failed",
    message: `The new connection groups the variants of ${count} products in another way: ${items.map(({ product }) => product).join(", ")}${count > items.length ? ", …" : ""}.`,
    hint: "Look at them in the preview, then confirm: products stay as they are, and each is written by its primary record.",
  });
}

function notTheirs(key: FieldKey): AppError {
  return new AppError({
    code: "conflict",
    message: `${key} is not owned by the one connection, or not supplied by the other.`,
    hint: "Preview again: an owner or a mapping changed since.",
  });
}
