import type { Variant } from "../types.ts";

type Sortable = Pick<Variant, "id" | "color" | "colorHex" | "size" | "optionValue" | "tombstonedAt">;

export interface Axis {
  /** Null: variants without a colour, or without a size. */
  name: string | null;
  hex?: string | null;
}

export interface Grid<V extends Sortable> {
  colors: Axis[];
  sizes: Axis[];
  /** Variants of a colour and size; several where a third option tells them apart. */
  at: (color: string | null, size: string | null) => V[];
}

const LETTERS = ["xxxs", "xxs", "xs", "s", "m", "l", "xl", "xxl", "2xl", "xxxl", "3xl", "4xl", "5xl"];

/** Colours down, sizes across; sizes in the order in which people wear them. */
export function gridOf<V extends Sortable>(variants: readonly V[]): Grid<V> {
  const colors = new Map<string | null, Axis>();
  const sizes = new Map<string | null, Axis>();
  const cells = new Map<string, V[]>();
  for (const variant of variants) {
    const { color, size, colorHex } = variant;
    if (!colors.has(color)) colors.set(color, { name: color, hex: colorHex });
    if (!sizes.has(size)) sizes.set(size, { name: size });
    const cell = cells.get(cellKey(color, size));
    if (cell) cell.push(variant);
    else cells.set(cellKey(color, size), [variant]);
  }
  return {
    colors: [...colors.values()].sort((a, b) => compareNames(a.name, b.name)),
    sizes: [...sizes.values()].sort((a, b) => compareSizes(a.name, b.name)),
    at: (color, size) => cells.get(cellKey(color, size)) ?? [],
  };
}

function cellKey(color: string | null, size: string | null): string {
  return JSON.stringify([color, size]);
}

function compareNames(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a.localeCompare(b, "en", { numeric: true });
}

function compareSizes(a: string | null, b: string | null): number {
  const [one, other] = [letterRank(a), letterRank(b)];
  if (one >= 0 && other >= 0) return one - other;
  if (one >= 0 || other >= 0) return one >= 0 ? -1 : 1;
  return compareNames(a, b);
}

function letterRank(size: string | null): number {
  return size === null ? -1 : LETTERS.indexOf(size.toLowerCase().replaceAll(/[\s-]/g, ""));
}
