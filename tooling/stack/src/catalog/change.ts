import { type CatalogProduct, isoSeconds } from "./product.ts";

/** Every changed product is younger than the whole catalog by at least a day. */
const CHANGED_AT = Date.UTC(2026, 10, 2) / 1000;

/** The product as its merchant has edited it later: another title, and each price up by 5.50. */
export function changedProduct(product: CatalogProduct): CatalogProduct {
  return {
    ...product,
    title: `${product.title} II`,
    updatedAt: isoSeconds(CHANGED_AT + (product.index % 86_400)),
    variants: product.variants.map((variant) => ({ ...variant, price: raised(variant.price) })),
  };
}

function raised(price: string): string {
  return (Number(price) + 5.5).toFixed(2);
}
