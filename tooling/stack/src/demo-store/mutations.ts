import { productGid } from "../catalog/index.ts";
import type { ProductEdit } from "./catalog-store.ts";
import { type Shop, tail } from "./queries.ts";
import type { StoreMetafield, StoreProduct, StoreVariant } from "./store-product.ts";
import { productView, variantView } from "./views.ts";

type MetafieldInput = { [key in keyof StoreMetafield]?: string | null };

interface ProductInput {
  id?: string | null;
  handle?: string | null;
  title?: string | null;
  descriptionHtml?: string | null;
  vendor?: string | null;
  productType?: string | null;
  status?: StoreProduct["status"] | null;
  tags?: string[] | null;
  metafields?: MetafieldInput[] | null;
}

interface VariantInput {
  id?: string | null;
  barcode?: string | null;
  price?: string | null;
  inventoryItem?: { sku?: string | null; measurement?: { weight?: StoreVariant["weight"] } | null } | null;
}

/** Everything that a merchant can change, and the bulk operations. */
export function mutationRoot({ store, bulk }: Shop) {
  return {
    bulkOperationRunQuery: ({ query }: { query: string }) => bulk.run(query),
    bulkOperationCancel: ({ id }: { id: string }) => bulk.cancel(id),
    productCreate: ({ product }: { product?: ProductInput | null }) => {
      if (!product?.title) return refused("title", "Title can't be blank");
      return { product: productView(store.create(editOf(product))), userErrors: [] };
    },
    productUpdate: ({ product }: { product?: ProductInput | null }) => {
      if (product?.title === "") return refused("title", "Title can't be blank");
      const edited = store.edit(tail(product?.id ?? ""), (before) => editOf(product ?? {}, before));
      return edited
        ? { product: productView(edited), userErrors: [] }
        : refused("id", "Product does not exist");
    },
    productDelete: ({ input }: { input: { id: string } }) => {
      if (!store.delete(tail(input.id))) return refused("id", "Product does not exist");
      return { deletedProductId: productGid(tail(input.id)), userErrors: [] };
    },
    productVariantsBulkUpdate: (args: { productId: string; variants: VariantInput[] }) =>
      updateVariants(store, args),
    productVariantsBulkDelete: ({ productId, variantsIds }: { productId: string; variantsIds: string[] }) => {
      const gone = new Set(variantsIds.map(tail));
      const edited = store.edit(tail(productId), ({ variants }) => ({
        variants: variants
          .filter(({ id }) => !gone.has(id))
          .map((variant, at) => ({ ...variant, position: at + 1 })),
      }));
      return edited
        ? { product: productView(edited), userErrors: [] }
        : refused("productId", "Product does not exist");
    },
  };
}

function updateVariants(
  store: Shop["store"],
  { productId, variants }: { productId: string; variants: VariantInput[] },
) {
  const inputs = new Map(variants.map((input) => [tail(input.id ?? ""), input]));
  const product = store.find(tail(productId));
  const unknown = [...inputs.keys()].some((id) => !product?.variants.some((variant) => variant.id === id));
  if (!product || unknown) return refused("variants", "Product variant does not exist");
  const edited = store.edit(product.id, {
    variants: product.variants.map((variant) => updatedVariant(variant, inputs.get(variant.id))),
  });
  const touched = edited?.variants.filter(({ id }) => inputs.has(id)) ?? [];
  return {
    product: edited && productView(edited),
    productVariants: edited ? touched.map((variant) => variantView(edited, variant)) : [],
    userErrors: [],
  };
}

function updatedVariant(variant: StoreVariant, input: VariantInput | undefined): StoreVariant {
  if (!input) return variant;
  const { inventoryItem } = input;
  return {
    ...variant,
    ...(input.barcode === undefined ? {} : { barcode: input.barcode }),
    ...(input.price ? { price: Number(input.price).toFixed(2) } : {}),
    ...(inventoryItem?.sku === undefined ? {} : { sku: inventoryItem.sku }),
    ...(inventoryItem?.measurement?.weight ? { weight: inventoryItem.measurement.weight } : {}),
  };
}

function editOf({ id: _, metafields, ...fields }: ProductInput, before?: StoreProduct): ProductEdit {
  const stated = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  const edit: ProductEdit = Object.fromEntries(stated);
  if (metafields) edit.metafields = mergedMetafields(before?.metafields ?? [], metafields);
  return edit;
}

function mergedMetafields(
  before: readonly StoreMetafield[],
  inputs: readonly MetafieldInput[],
): StoreMetafield[] {
  const merged = new Map(before.map((each) => [`${each.namespace}.${each.key}`, each]));
  for (const { namespace, key, type, value } of inputs) {
    const path = `${namespace ?? "custom"}.${key}`;
    const known = merged.get(path);
    merged.set(path, {
      namespace: namespace ?? "custom",
      key: key ?? "",
      type: type ?? known?.type ?? "single_line_text_field",
      value: value ?? "",
    });
  }
  return [...merged.values()];
}

function refused(field: string, message: string) {
  return { userErrors: [{ __typename: "UserError", field: [field], message }] };
}
