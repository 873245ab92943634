import { cn } from "@v1/ui";
import { useMemo } from "react";
import { formatMoney } from "../../format.ts";
import { Swatch } from "../../values/swatch.tsx";
import type { Product, Variant } from "../types.ts";
import { type Axis, gridOf } from "./axes.ts";

interface VariantViewProps {
  product: Product;
  open: (variantId: string) => void;
}

/** Colours down, sizes across. A cell tells the price: its own in ink, the product's in grey. */
export function VariantGrid({ product, open }: VariantViewProps) {
  const grid = useMemo(() => gridOf(product.variants), [product.variants]);
  return (
    <div className="relative overflow-x-auto rounded-lg border border-line">
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr className="border-line border-b text-ink-faint text-xs">
            <th scope="col" className="sticky left-0 z-1 h-8 min-w-28 bg-canvas px-3 text-left font-medium">
              Colour
            </th>
            {grid.sizes.map(({ name }) => (
              <th key={name} scope="col" className="min-w-20 px-1 text-center font-medium" dir="auto">
                {name ?? "No size"}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.colors.map((color) => (
            <tr key={color.name} className="border-line border-b last:border-b-0">
              <th
                scope="row"
                className="sticky left-0 z-1 max-w-40 bg-canvas px-3 py-1 text-left font-normal"
              >
                <ColorName color={color} />
              </th>
              {grid.sizes.map((size) => (
                <td key={size.name} className="p-1 text-center align-middle">
                  <Cell variants={grid.at(color.name, size.name)} product={product} open={open} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function ColorName({ color }: { color: Axis }) {
  const { name, hex } = color;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Swatch hex={hex} />
      <span
        className={cn("truncate", name === null && "text-ink-faint")}
        dir="auto"
        title={name ?? undefined}
      >
        {name ?? "No colour"}
      </span>
    </span>
  );
}

function Cell({ variants, product, open }: { variants: Variant[] } & VariantViewProps) {
  if (variants.length === 0) {
    return (
      <span className="text-ink-faint">
        <span aria-hidden>–</span>
        <span className="sr-only">not made</span>
      </span>
    );
  }
  return (
    <span className="grid gap-0.5">
      {variants.map((variant) => (
        <button
          key={variant.id}
          type="button"
          onClick={() => open(variant.id)}
          className={cn(
            "h-8 w-full truncate rounded-md px-2 tabular-nums hover:bg-sunken",
            variant.price === null ? "text-ink-soft" : "font-medium text-ink",
            variant.tombstonedAt && "text-ink-faint line-through",
          )}
        >
          <span className="sr-only">{labelOf(variant)}, </span>
          {variants.length > 1 && variant.optionValue ? `${variant.optionValue} ` : null}
          {priceOf(variant, product) ?? "–"}
        </button>
      ))}
    </span>
  );
}

/** Its own price, else the product's. */
export function priceOf(variant: Variant, product: Product): string | null {
  if (variant.price !== null) return formatMoney(variant.price, variant.currency);
  return formatMoney(product.price, product.currency);
}

/** "Ink, M, long" and what sets it apart. */
export function labelOf(variant: Variant): string {
  const { color, size, optionValue, sku, tombstonedAt } = variant;
  const name = [color, size, optionValue].filter(Boolean).join(", ") || sku || "Variant";
  return tombstonedAt ? `${name}, gone at the source` : name;
}
