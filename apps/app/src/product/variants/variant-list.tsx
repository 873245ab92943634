"use client";

import { Button, cn } from "@v1/ui";
import { useState } from "react";
import { counted } from "../../format.ts";
import type { Product, Variant } from "../types.ts";
import { ColorName, labelOf, priceOf } from "./variant-grid.tsx";

const AT_ONCE = 100;

/** A line for each variant with its codes. */
export function VariantList({ product, open }: { product: Product; open: (variantId: string) => void }) {
  const [all, setAll] = useState(false);
  const { variants } = product;
  const shown = all ? variants : variants.slice(0, AT_ONCE);
  return (
    <div className="relative overflow-x-auto rounded-lg border border-line">
      <table className="w-full border-collapse text-left text-sm">
        <thead>
          <tr className="border-line border-b text-ink-faint text-xs [&>th]:h-8 [&>th]:px-3 [&>th]:font-medium">
            <th scope="col">Variant</th>
            <th scope="col">SKU</th>
            <th scope="col">Barcode</th>
            <th scope="col" className="text-right">
              Price
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((variant) => (
            <Row key={variant.id} variant={variant} product={product} open={open} />
          ))}
        </tbody>
      </table>
      {shown.length < variants.length ? (
        <div className="border-line border-t p-2">
          <Button size="sm" variant="ghost" onClick={() => setAll(true)}>
            Show all {counted(variants.length, "variant")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

interface RowProps {
  variant: Variant;
  product: Product;
  open: (variantId: string) => void;
}

function Row({ variant, product, open }: RowProps) {
  const { color, colorHex, size, optionValue, sku, barcode, tombstonedAt } = variant;
  return (
    <tr
      className={cn(
        "relative border-line border-b last:border-b-0 hover:bg-hover [&>td]:h-9 [&>td]:px-3",
        tombstonedAt && "text-ink-faint line-through",
      )}
    >
      <td>
        <button
          type="button"
          aria-label={labelOf(variant)}
          onClick={() => open(variant.id)}
          className="flex items-center gap-2 after:absolute after:inset-0"
        >
          <ColorName color={{ name: color, hex: colorHex }} />
          <span className="whitespace-nowrap text-ink-soft" dir="auto">
            {[size, optionValue].filter(Boolean).join(" · ")}
          </span>
        </button>
      </td>
      <td className="font-mono text-xs">{sku ?? <span className="text-ink-faint">none</span>}</td>
      <td className="font-mono text-xs">{barcode ?? <span className="text-ink-faint">none</span>}</td>
      <td className={cn("text-right tabular-nums", variant.price === null && "text-ink-soft")}>
        {priceOf(variant, product) ?? "–"}
      </td>
    </tr>
  );
}
