import { newId, newUpid } from "@v1/integrations";

interface Minted {
  id: string;
  upid: string;
}

/** Ids as syncs mint them: ascending ones for rows, and the UPID that is printed on codes. */
export function minted<T extends object>(row: T): T & Minted {
  return { ...row, id: newId(), upid: newUpid() };
}

/** The same for a product and its variants. */
export function mintedProduct<T extends { variants: { changes: object }[] }>(
  product: T,
): Omit<T, "variants"> & Minted & { variants: (T["variants"][number] & Minted)[] } {
  return { ...minted(product), variants: product.variants.map((variant) => minted(variant)) };
}
