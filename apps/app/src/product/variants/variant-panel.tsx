"use client";

import { CopyText, Dialog, DialogContent, RelativeTime, Status } from "@v1/ui";
import { FieldGroup } from "../fields/field-group.tsx";
import { OVERRIDE_FIELDS, VARIANT_FIELDS } from "../fields/groups.ts";
import type { Product, Variant } from "../types.ts";
import { labelOf } from "./variant-grid.tsx";

interface VariantPanelProps {
  product: Product;
  variant: Variant | null;
  close: () => void;
}

/** All of one variant, beside the product: what is its own, and what it may have instead of the product's. */
export function VariantPanel({ product, variant, close }: VariantPanelProps) {
  return (
    <Dialog open={variant !== null} onOpenChange={(open) => (open ? undefined : close())}>
      {variant ? (
        <DialogContent
          title={<span dir="auto">{labelOf(variant)}</span>}
          onEscapeKeyDown={leaveForms}
          className="sm:inset-y-0 sm:top-0 sm:right-0 sm:left-auto sm:h-dvh sm:max-h-none sm:max-w-xl sm:translate-x-0 sm:rounded-none sm:border-y-0 sm:border-r-0"
        >
          <div className="mb-5 grid gap-2 text-ink-faint text-xs">
            <CopyText label="UPID" text={variant.upid} />
            {variant.tombstonedAt ? (
              <Status tone="paused">
                Gone at the source <RelativeTime at={variant.tombstonedAt} />; kept because printed codes must
                go on working
              </Status>
            ) : null}
          </div>
          <div className="grid gap-7">
            <FieldGroup id="variant" title="Its own" fields={VARIANT_FIELDS} place={{ product, variant }} />
            <FieldGroup
              id="overrides"
              title="Instead of the product’s"
              fields={OVERRIDE_FIELDS}
              place={{ product, variant }}
            />
          </div>
        </DialogContent>
      ) : null}
    </Dialog>
  );
}

/** Escape in a form ends the form, not the panel around it. */
function leaveForms(event: KeyboardEvent) {
  if (document.activeElement?.closest("form")) event.preventDefault();
}
