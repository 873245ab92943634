import type { ImportJob } from "../types.ts";

/** What a mapping still lacks, in words; nothing can be read without these. */
export function gapsOf({ columns }: Pick<ImportJob["mapping"], "columns">): string[] {
  const has = (target: string) => columns.some((column) => column.target === target);
  return [
    ...(has("product.identifier") ? [] : ["No column gives the product identifier."]),
    ...(columns.some(({ target }) => target !== null && target !== "product.identifier")
      ? []
      : ["No column gives anything else."]),
  ];
}

/** A target belongs to one column: who takes it takes it from another. */
export function withTarget<C extends { column: number; target: string | null }>(
  columns: readonly C[],
  column: number,
  target: C["target"],
): C[] {
  return columns.map((one) => {
    if (one.column === column) return { ...one, target };
    return target !== null && one.target === target ? { ...one, target: null } : one;
  });
}
