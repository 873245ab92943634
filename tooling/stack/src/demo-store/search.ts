import type { CatalogStore } from "./catalog-store.ts";
import type { Comparator, Search } from "./search-syntax.ts";
import type { StoreProduct } from "./store-product.ts";

/** A product that is only generated when a term needs more than its id and times. */
export class Candidate {
  readonly id: number;
  readonly #store: CatalogStore;
  #product: StoreProduct | null | undefined;

  constructor(store: CatalogStore, id: number) {
    this.#store = store;
    this.id = id;
  }

  get updatedAt(): number {
    return this.#store.updatedAt(this.id);
  }

  get product(): StoreProduct | null {
    if (this.#product === undefined) this.#product = this.#store.find(this.id);
    return this.#product;
  }
}

type Test = (candidate: Candidate, comparator: Comparator, value: string) => boolean;

/** Fields that may stand before a colon. Others are ignored, as Shopify ignores them. */
const FIELDS: Readonly<Record<string, Test>> = {
  id: (candidate, comparator, value) =>
    compares(candidate.id, comparator, Number(value.replace(/^.*\//, ""))),
  updated_at: (candidate, comparator, value) => compares(candidate.updatedAt, comparator, seconds(value)),
  created_at: ({ product }, comparator, value) =>
    compares(Date.parse(product?.createdAt ?? "") / 1000, comparator, seconds(value)),
  status: ({ product }, _, value) => anyOf(value, [product?.status]),
  title: ({ product }, _, value) => anyOf(value, [product?.title]),
  handle: ({ product }, _, value) => anyOf(value, [product?.handle]),
  vendor: ({ product }, _, value) => anyOf(value, [product?.vendor]),
  product_type: ({ product }, _, value) => anyOf(value, [product?.productType]),
  tag: ({ product }, _, value) => anyOf(value, product?.tags ?? []),
  sku: ({ product }, _, value) => anyOf(value, product?.variants.map(({ sku }) => sku) ?? []),
  barcode: ({ product }, _, value) => anyOf(value, product?.variants.map(({ barcode }) => barcode) ?? []),
};

export function matches(search: Search, candidate: Candidate): boolean {
  switch (search.kind) {
    case "all":
      return true;
    case "and":
      return search.parts.every((part) => matches(part, candidate));
    case "or":
      return search.parts.some((part) => matches(part, candidate));
    case "not":
      return !matches(search.part, candidate);
    case "term":
      return matchesTerm(search, candidate);
  }
}

function matchesTerm({ field, comparator, value }: Search & { kind: "term" }, candidate: Candidate): boolean {
  if (field === null) return hasWord(candidate.product, value.toLowerCase());
  const test = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
  return test ? test(candidate, comparator, value) : true;
}

function hasWord(product: StoreProduct | null, word: string): boolean {
  if (!product) return false;
  const text = [product.title, product.vendor, product.productType, ...product.tags].join(" ").toLowerCase();
  return text.includes(word.replace(/\*$/, ""));
}

/** "active,draft" lists values; "lin*" is a beginning; "*" is anything that is there. */
function anyOf(value: string, found: readonly (string | null | undefined)[]): boolean {
  return value.split(",").some((wanted) => found.some((each) => equals(wanted.trim(), each)));
}

function equals(wanted: string, found: string | null | undefined): boolean {
  if (found === null || found === undefined) return false;
  const [a, b] = [wanted.toLowerCase(), found.toLowerCase()];
  return a.endsWith("*") ? b.startsWith(a.slice(0, -1)) : a === b;
}

function compares(found: number, comparator: Comparator, wanted: number): boolean {
  if (Number.isNaN(wanted)) return false;
  switch (comparator) {
    case ":":
      return found === wanted;
    case ":<":
      return found < wanted;
    case ":<=":
      return found <= wanted;
    case ":>":
      return found > wanted;
    case ":>=":
      return found >= wanted;
  }
}

function seconds(time: string): number {
  return Date.parse(time) / 1000;
}
