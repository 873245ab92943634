import { generateProduct, isoSeconds, productId, productIndex, variantId } from "../catalog/index.ts";
import type { StoreClock } from "./clock.ts";
import {
  generatedProduct,
  type StoreMetaobject,
  type StoreProduct,
  type StoreVariant,
} from "./store-product.ts";

/** What an edit may name; what it leaves out stays. */
export type ProductEdit = Partial<Omit<StoreProduct, "id" | "createdAt" | "updatedAt">>;

interface CatalogStoreOptions {
  seed: number;
  products: number;
  clock: StoreClock;
  /** Address of a product's picture; that of Shopify's own server, where there is none, if left out. */
  pictureOf?: (handle: string) => string;
}

/** What merchants have changed of the generated catalog. */
export interface CatalogChanges {
  edited: StoreProduct[];
  deleted: StoreProduct[];
  created: number;
  metaobjects: StoreMetaobject[];
}

/**
 * The shop's products: generated when asked for, with the merchant's edits laid over them, so that
 * any number of products takes no memory but for the times of their last change.
 */
export class CatalogStore {
  readonly seed: number;
  readonly generated: number;
  /** Raised by each edit: lists made before it are stale. */
  version = 0;
  /** By id. A product does not change when a metaobject does that it refers to. */
  readonly metaobjects = new Map<number, StoreMetaobject>();
  readonly #edited = new Map<number, StoreProduct>();
  readonly #deleted = new Map<number, StoreProduct>();
  #created = 0;
  #times: Float64Array | null = null;
  readonly #clock: StoreClock;
  readonly #pictureOf: ((handle: string) => string) | undefined;

  constructor(options: CatalogStoreOptions) {
    this.seed = options.seed;
    this.generated = options.products;
    this.#clock = options.clock;
    this.#pictureOf = options.pictureOf;
  }

  find(id: number): StoreProduct | null {
    const edited = this.#edited.get(id);
    if (edited) return edited;
    const index = productIndex(id);
    if (index === null || index >= this.generated || this.#deleted.has(id)) return null;
    const product = generatedProduct(this.seed, index);
    return this.#pictureOf ? { ...product, imageUrl: this.#pictureOf(product.handle) } : product;
  }

  /** The product at a place of the generated catalog. */
  at(index: number): StoreProduct | null {
    return this.find(productId(index));
  }

  /** Ids of all products there are, ascending. */
  ids(): number[] {
    const ids: number[] = [];
    for (let index = 0; index < this.generated + this.#created; index += 1) {
      const id = productId(index);
      if (!this.#deleted.has(id)) ids.push(id);
    }
    return ids;
  }

  get count(): number {
    return this.generated + this.#created - this.#deleted.size;
  }

  /** Seconds since 1970, without generating the whole product twice. */
  updatedAt(id: number): number {
    const edited = this.#edited.get(id);
    if (edited) return Date.parse(edited.updatedAt) / 1000;
    this.#times ??= Float64Array.from({ length: this.generated }, (_, index) =>
      generatedTime(this.seed, index),
    );
    return this.#times[productIndex(id) ?? -1] ?? 0;
  }

  /** Edits a product as its merchant would; null where there is none. */
  edit(id: number, change: ProductEdit | ((product: StoreProduct) => ProductEdit)): StoreProduct | null {
    const product = this.find(id);
    if (!product) return null;
    const edit = typeof change === "function" ? change(product) : change;
    return this.#put({ ...product, ...edit, updatedAt: this.#now(product) });
  }

  create(fields: ProductEdit): StoreProduct {
    const index = this.generated + this.#created;
    this.#created += 1;
    const now = isoSeconds(this.#clock.now());
    const title = fields.title ?? "Untitled";
    return this.#put({
      id: productId(index),
      handle: `${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}-${index}`,
      descriptionHtml: "",
      vendor: "",
      productType: "",
      category: null,
      tags: [],
      status: "DRAFT",
      imageUrl: null,
      metafields: [],
      variants: [onlyVariant(index)],
      ...fields,
      title,
      createdAt: now,
      updatedAt: now,
    });
  }

  /** Makes a metaobject, or makes it anew under its id. */
  putMetaobject(metaobject: Omit<StoreMetaobject, "id" | "updatedAt"> & { id?: number }): StoreMetaobject {
    const id = metaobject.id ?? 9_000_000_000_001 + this.metaobjects.size * 1_024;
    const put = { ...metaobject, id, updatedAt: isoSeconds(this.#clock.now()) };
    this.metaobjects.set(id, put);
    return put;
  }

  delete(id: number): boolean {
    const product = this.find(id);
    if (!product) return false;
    this.#deleted.set(id, product);
    this.#edited.delete(id);
    this.version += 1;
    return true;
  }

  /** Brings a deleted product back, under its id, as changed now. */
  restore(id: number): StoreProduct | null {
    const product = this.#deleted.get(id);
    if (!product) return null;
    this.#deleted.delete(id);
    return this.#put({ ...product, updatedAt: this.#now(product) });
  }

  changes(): CatalogChanges {
    return {
      edited: [...this.#edited.values()],
      deleted: [...this.#deleted.values()],
      created: this.#created,
      metaobjects: [...this.metaobjects.values()],
    };
  }

  /** Goes on with what `changes` told of a store with the same seed and number of products. */
  resume({ edited, deleted, created, metaobjects }: CatalogChanges): void {
    for (const product of edited) this.#put(product);
    for (const product of deleted) this.#deleted.set(product.id, product);
    for (const metaobject of metaobjects) this.metaobjects.set(metaobject.id, metaobject);
    this.#created = created;
  }

  #put(product: StoreProduct): StoreProduct {
    this.#edited.set(product.id, product);
    this.version += 1;
    return product;
  }

  #now(product: StoreProduct): string {
    return isoSeconds(this.#clock.after(Date.parse(product.updatedAt) / 1000));
  }
}

function generatedTime(seed: number, index: number): number {
  return Date.parse(generateProduct(seed, index).updatedAt) / 1000;
}

function onlyVariant(index: number): StoreVariant {
  return {
    id: variantId(index, 0),
    position: 1,
    sku: null,
    barcode: null,
    price: "0.00",
    weight: null,
    options: [{ name: "Title", value: "Default Title" }],
  };
}
