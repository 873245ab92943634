"use client";

import { cn } from "@v1/ui";
import { Grid3x3, List } from "lucide-react";
import { parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { counted } from "../../format.ts";
import type { Product } from "../types.ts";
import { AddVariant } from "./add-variant.tsx";
import { VariantGrid } from "./variant-grid.tsx";
import { VariantList } from "./variant-list.tsx";
import { VariantPanel } from "./variant-panel.tsx";

const VIEWS = ["grid", "list"] as const;

/** The product's variants by colour and size, or as a list; one of them opens beside. */
export function Variants({ product }: { product: Product }) {
  const [view, setView] = useQueryState("variants", parseAsStringLiteral(VIEWS).withDefault("grid"));
  const [open, setOpen] = useQueryState("variant", parseAsString);
  const { variants } = product;
  const gone = variants.filter(({ tombstonedAt }) => tombstonedAt !== null).length;
  const variant = variants.find(({ id }) => id === open) ?? null;
  const Shown = view === "grid" ? VariantGrid : VariantList;
  return (
    <section aria-labelledby="variants" className="min-w-0">
      <div className="flex flex-wrap items-center justify-between gap-2 pb-2">
        <div className="flex items-baseline gap-2">
          <h2 id="variants" className="font-semibold text-base text-ink">
            Variants
          </h2>
          <p className="text-ink-faint text-xs tabular-nums">
            {counted(variants.length - gone, "variant")}
            {gone > 0 ? `, ${gone} gone` : null}
          </p>
        </div>
        <div className="flex items-center gap-2">
          {variants.length > 0 ? <ViewSwitch view={view} onChange={(next) => void setView(next)} /> : null}
          <AddVariant product={product} onAdded={(id) => void setOpen(id)} />
        </div>
      </div>
      {variants.length === 0 ? (
        <p className="rounded-lg border border-line border-dashed px-4 py-6 text-center text-ink-soft">
          No variants. A product that comes in one form only needs none.
        </p>
      ) : (
        <Shown product={product} open={(id) => void setOpen(id)} />
      )}
      <VariantPanel product={product} variant={variant} close={() => void setOpen(null)} />
    </section>
  );
}

interface ViewSwitchProps {
  view: (typeof VIEWS)[number];
  onChange: (view: (typeof VIEWS)[number]) => void;
}

function ViewSwitch({ view, onChange }: ViewSwitchProps) {
  return (
    <fieldset aria-label="Show variants as" className="flex rounded-md bg-sunken p-0.5">
      {VIEWS.map((one) => {
        const Icon = one === "grid" ? Grid3x3 : List;
        return (
          <button
            key={one}
            type="button"
            aria-label={one === "grid" ? "Grid" : "List"}
            aria-pressed={view === one}
            onClick={() => onChange(one)}
            className={cn(
              "grid h-6 w-7 place-items-center rounded text-ink-soft hover:text-ink",
              view === one && "bg-surface text-ink shadow-sm",
            )}
          >
            <Icon aria-hidden className="size-3.5" />
          </button>
        );
      })}
    </fieldset>
  );
}
