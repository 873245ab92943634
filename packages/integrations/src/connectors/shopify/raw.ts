/**
 * A product as this connector reads it, the same from a bulk export and from a page, so that its
 * content hash does not depend on the way it came. Keys stand in a fixed order; variants are
 * sorted by position, then id.
 */
export interface ShopifyProduct {
  /** Numeric tail of the gid. */
  id: string;
  handle: string | null;
  title: string | null;
  descriptionHtml: string | null;
  vendor: string | null;
  productType: string | null;
  /** Shopify's own taxonomy, as a path. */
  category: string | null;
  tags: string[];
  status: string | null;
  updatedAt: string | null;
  onlineStoreUrl: string | null;
  image: string | null;
  currency: string | null;
  /** By the name that the configuration gives them; only those that were asked for. */
  metafields: Record<string, string | null>;
  /** Option name → value → its colour as hex; missing where no option has swatches. */
  swatches?: Record<string, Record<string, string>>;
  variants: ShopifyVariant[];
  /** True where variants may be missing: the export was damaged, or the product went while it was read. */
  partial?: true;
  /** Parts that could not be read; the product's variants are then not known to be complete. */
  damage?: string[];
}

export interface ShopifyVariant {
  id: string;
  sku: string | null;
  barcode: string | null;
  price: string | null;
  position: number;
  options: { name: string; value: string }[];
  weight: { value: number; unit: string } | null;
  /** Of the price, where it is a market's instead of the shop's. */
  currency?: string | null;
  /** Missing where it was not asked for. */
  image?: string | null;
}

export type Node = { readonly [key: string]: unknown };

export const METAFIELD_PREFIX = "metafield_";

/** A product's node and those of its variants, from either way of reading. */
export function shopifyProduct(node: Node, variants: readonly Node[]): ShopifyProduct {
  const swatches = swatchesOf(node.options);
  return {
    id: numericTail(node.id),
    handle: text(node.handle),
    title: text(node.title),
    descriptionHtml: text(node.descriptionHtml),
    vendor: text(node.vendor),
    productType: text(node.productType),
    category: text(child(node.category).fullName),
    tags: list(node.tags).map((tag) => text(tag) ?? ""),
    status: text(node.status),
    updatedAt: text(node.updatedAt),
    onlineStoreUrl: text(node.onlineStoreUrl),
    image: text(child(child(child(node.featuredMedia).preview).image).url),
    currency: text(child(child(node.priceRangeV2).minVariantPrice).currencyCode),
    metafields: metafieldsOf(node),
    ...(swatches ? { swatches } : {}),
    variants: variantsOf(variants),
  };
}

/** A product of which only the id is known, with what is wrong with it. */
export function damagedProduct(id: string, damage: string[]): ShopifyProduct {
  return { ...shopifyProduct({}, []), id, damage };
}

/** JSON text of an object, or null where it is something else. */
export function parseNode(line: string): Node | null {
  try {
    const value: unknown = JSON.parse(line);
    return isNode(value) ? value : null;
  } catch {
    return null;
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** "gid://shopify/Product/8123" → "8123". */
function numericTail(gid: unknown): string {
  const value = text(gid) ?? "";
  return value.slice(value.lastIndexOf("/") + 1);
}

/** The same variant twice: the last one counts. */
function variantsOf(nodes: readonly Node[]): ShopifyVariant[] {
  const variants = nodes.map(shopifyVariant);
  const ids = new Set(variants.map(({ id }) => id));
  const unique =
    ids.size === variants.length
      ? variants
      : [...new Map(variants.map((variant) => [variant.id, variant])).values()];
  return unique.sort((a, b) => a.position - b.position || byNumber(a.id, b.id));
}

function shopifyVariant(node: Node): ShopifyVariant {
  const weight = child(child(child(node.inventoryItem).measurement).weight);
  const variant: ShopifyVariant = {
    id: numericTail(node.id),
    sku: text(node.sku),
    barcode: text(node.barcode),
    price: text(node.price),
    position: typeof node.position === "number" ? node.position : 0,
    options: list(node.selectedOptions).map(optionOf),
    weight: typeof weight.value === "number" ? { value: weight.value, unit: text(weight.unit) ?? "" } : null,
  };
  if ("contextualPricing" in node) {
    const price = child(child(node.contextualPricing).price);
    variant.price = text(price.amount);
    variant.currency = text(price.currencyCode);
  }
  if ("image" in node) variant.image = text(child(node.image).url);
  return variant;
}

function swatchesOf(options: unknown): ShopifyProduct["swatches"] {
  const found: Record<string, Record<string, string>> = {};
  for (const option of list(options).map(child)) {
    for (const value of list(option.optionValues).map(child)) {
      const hex = text(child(value.swatch).color);
      const [name, label] = [text(option.name), text(value.name)];
      if (hex === null || name === null || label === null) continue;
      found[name] = { ...found[name], [label]: hex };
    }
  }
  return Object.keys(found).length > 0 ? found : undefined;
}

function optionOf(value: unknown): { name: string; value: string } {
  const option = child(value);
  return { name: text(option.name) ?? "", value: text(option.value) ?? "" };
}

function metafieldsOf(node: Node): Record<string, string | null> {
  const values: Record<string, string | null> = {};
  for (const key in node) {
    if (key.startsWith(METAFIELD_PREFIX))
      values[key.slice(METAFIELD_PREFIX.length)] = text(child(node[key]).value);
  }
  return values;
}

function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}

const NOTHING: Node = {};

function child(value: unknown): Node {
  return isNode(value) ? value : NOTHING;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** What is no text is kept as JSON, so that the mapping can say what it found. */
function text(value: unknown): string | null {
  if (typeof value === "string") return value;
  return value === null || value === undefined ? null : JSON.stringify(value);
}
