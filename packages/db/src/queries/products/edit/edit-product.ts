import { type FieldKey, notFound } from "@v1/core";
import type { WorkerDb } from "../../../client.ts";
import { note } from "../../../ownership/act.ts";
import { judgeProducts } from "../../../ownership/conflicts/judge-products.ts";
import { inTransaction, type Queryable } from "../../jobs/queryable.ts";
import { refreshSearchOf } from "../../search/refresh-search.ts";
import type { Change } from "./change.ts";
import { assertedValue, namesIn, type Resolve } from "./column-values.ts";
import { type LockedProduct, lockBrandFor, lockProduct } from "./lock-product.ts";
import { refuseOwned } from "./refuse-owned.ts";
import { resolveNames } from "./resolve-names.ts";
import { type Pin, pinFields, settleConflicts, standBehind } from "./stand-behind.ts";
import { comparable, readCollection, writeCollection } from "./write-collections.ts";
import { differingColumns, writeColumns } from "./write-columns.ts";

/** New values by field, normalised; what is missing stays as it is. */
export type FieldValues = Partial<Record<FieldKey, unknown>>;

export interface ProductEdit {
  brandId: string;
  productId: string;
  userId: string;
  changes: FieldValues;
  /** On a variant null inherits the product's value. */
  variants?: { id: string; changes: FieldValues }[];
  /** Pins what changes, also where a connection owns it. */
  pin?: Pin;
}

/**
 * Writes what a person typed (rule 8): refused where a connection owns the field here, unless it is
 * pinned with the edit. Values that stand already are no change, and nobody is asked about them.
 * @returns what changed
 * @throws AppError `conflict` with owner and ways out; `conflict` for a code that is taken; `not_found`
 */
export function editProduct(db: WorkerDb, edit: ProductEdit): Promise<Change[]> {
  return inTransaction(db, async (client) => {
    await lockBrandFor(client, edit);
    return applyEdit(client, edit);
  });
}

/** The same within a transaction that holds the brand's lock. */
export async function applyEdit(client: Queryable, edit: ProductEdit): Promise<Change[]> {
  const locked = await lockProduct(client, edit);
  const sides = sidesOf(edit, locked);
  const resolve = await resolveNames(
    client,
    edit.brandId,
    sides.flatMap(({ changes }) => namesIn(changes)),
  );
  const planned: Planned[] = [];
  for (const side of sides) planned.push(await plan(client, edit, { side, locked, resolve }));
  const changes = planned.flatMap((one) => one.all);
  if (changes.length === 0) return [];
  if (!edit.pin) await refuseOwned(client, edit, changes);
  for (const one of planned) await write(client, { edit, planned: one, resolve });
  await finish(client, edit, changes);
  return changes;
}

interface Side {
  variantId: string | null;
  changes: FieldValues;
}

function sidesOf({ changes, variants = [] }: ProductEdit, locked: LockedProduct): Side[] {
  const strange = variants.find(({ id }) => !locked.variants.has(id));
  if (strange) throw notFound("variant", strange.id);
  return [
    { variantId: null, changes },
    ...variants.map(({ id, changes: own }) => ({ variantId: id, changes: own })),
  ];
}

interface Planned {
  variantId: string | null;
  columns: ReturnType<typeof differingColumns>;
  collections: Change[];
  all: Change[];
}

async function plan(
  client: Queryable,
  { brandId, productId }: ProductEdit,
  { side, locked, resolve }: { side: Side; locked: LockedProduct; resolve: Resolve },
): Promise<Planned> {
  const { variantId, changes } = side;
  const row = (variantId === null ? locked.product : locked.variants.get(variantId)) ?? {};
  const columns = differingColumns(changes, row, resolve);
  const scalars = [...columns.keys()].map((key) => {
    return { variantId, key, before: assertedValue(key, row), after: changes[key] ?? null };
  });
  const collections: Change[] = [];
  for (const key of Object.keys(changes) as FieldKey[]) {
    if (!isCollection(key)) continue;
    const before = await readCollection(client, { brandId, productId, variantId }, key);
    const after = changes[key];
    if (comparable(key, before) !== comparable(key, after))
      collections.push({ variantId, key, before, after });
  }
  return { variantId, columns, collections, all: [...scalars, ...collections] };
}

const COLLECTIONS: readonly FieldKey[] = [
  "product.materials",
  "product.journey",
  "product.tags",
  "product.ecoClaims",
];

function isCollection(key: FieldKey): boolean {
  return COLLECTIONS.includes(key);
}

async function write(
  client: Queryable,
  { edit, planned, resolve }: { edit: ProductEdit; planned: Planned; resolve: Resolve },
): Promise<void> {
  const target = { brandId: edit.brandId, productId: edit.productId, variantId: planned.variantId };
  await writeColumns(client, target, planned.columns);
  for (const { key, after } of planned.collections) {
    await writeCollection(client, { target, key, value: after, resolve });
  }
}

/** Who stands behind it, what it means for conflicts, passports and the search, and the audit. */
async function finish(client: Queryable, edit: ProductEdit, changes: Change[]): Promise<void> {
  const { brandId, productId, userId, pin } = edit;
  await standBehind(client, edit, { changes, reason: pin ? "pin" : "manual" });
  if (pin) await pinFields(client, edit, { changes, pin });
  await settleConflicts(client, edit, { changes, pinned: pin !== undefined });
  if (!pin) {
    const fields = new Set(changes.map(({ key }) => key));
    await judgeProducts(client, { brandId, products: [productId], fields });
  }
  await client.query(
    `update products set updated_at = now(), has_pending_changes = has_pending_changes or status = 'published'
    where brand_id = $1 and id = $2`,
    [brandId, productId],
  );
  await refreshSearchOf(client, brandId, productId);
  const target = { productId, changes };
  if (pin) await note(client, edit, { action: "product.pin", target });
  else {
    await client.query(
      `insert into audit_log (brand_id, actor_kind, actor_id, action, target) values ($1, 'user', $2, 'product.edit', $3)`,
      [brandId, userId, JSON.stringify(target)],
    );
  }
}
