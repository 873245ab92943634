"use client";

import { Button } from "@v1/ui";
import { Archive, Eye, EyeOff, X } from "lucide-react";
import { counted } from "../format.ts";
import type { ListedProduct } from "./use-products.ts";
import { MOST_SELECTED, type Selection } from "./use-selection.ts";
import { useSetStatus } from "./use-set-status.ts";

/** What can be done with the products that are chosen; at the foot of the page while there are any. */
export function BulkBar({ selection, products }: { selection: Selection; products: ListedProduct[] }) {
  const { setStatus, pending } = useSetStatus(products);
  const { ids, clear } = selection;
  if (ids.length === 0) return null;
  const change = (status: "published" | "unpublished" | "archived") =>
    setStatus(ids, status).then((done) => (done ? clear() : undefined));
  return (
    <section
      aria-label="Selected products"
      className="sticky bottom-3 z-20 mx-auto flex w-fit max-w-[calc(100%-1.5rem)] flex-wrap items-center justify-center gap-2 rounded-lg border border-line-strong bg-surface p-2 pl-3.5 shadow-black/10 shadow-lg"
    >
      <p role="status" className="mr-2 whitespace-nowrap font-medium tabular-nums">
        {counted(ids.length, "product")} selected
        {ids.length === MOST_SELECTED ? (
          <span className="font-normal text-ink-soft">, the most at once</span>
        ) : null}
      </p>
      <Button size="sm" disabled={pending} onClick={() => change("published")}>
        <Eye aria-hidden className="size-3.5" />
        Publish
      </Button>
      <Button size="sm" disabled={pending} onClick={() => change("unpublished")}>
        <EyeOff aria-hidden className="size-3.5" />
        Unpublish
      </Button>
      <Button size="sm" disabled={pending} onClick={() => change("archived")}>
        <Archive aria-hidden className="size-3.5" />
        Archive
      </Button>
      <Button size="sm" variant="ghost" onClick={clear}>
        <X aria-hidden className="size-3.5" />
        Clear
      </Button>
    </section>
  );
}
