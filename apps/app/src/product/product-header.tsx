"use client";

import { Badge, Button, CopyText, RelativeTime } from "@v1/ui";
import { Archive, ArchiveRestore, ChevronLeft, Eye, EyeOff } from "lucide-react";
import Link from "next/link";
import { ProductImage } from "../products/product-image.tsx";
import { ProductStatus } from "../products/product-status.tsx";
import { useSetStatus } from "../products/use-set-status.ts";
import type { Product } from "./types.ts";

/** What product it is, in which state, and what to do with it. */
export function ProductHeader({ product }: { product: Product }) {
  const { name, productIdentifier, status, upid, hasPendingChanges, updatedAt, primaryImagePath } = product;
  return (
    <header className="px-4 pt-4 pb-6 md:px-6 md:pt-5">
      <Link
        href="/products"
        className="-ml-1 mb-3 inline-flex items-center gap-0.5 rounded text-ink-soft hover:text-ink"
      >
        <ChevronLeft aria-hidden className="size-4" />
        Products
      </Link>
      <div className="flex flex-wrap items-start gap-4">
        <ProductImage src={primaryImagePath} size="lg" />
        <div className="min-w-0 flex-1 basis-64">
          <h1
            className="line-clamp-3 text-balance wrap-anywhere font-semibold text-xl tracking-tight"
            dir="auto"
            title={name}
          >
            {name}
          </h1>
          <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-faint text-xs">
            <CopyText label="Identifier" text={productIdentifier} />
            <CopyText label="UPID" text={upid} />
          </div>
          <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-soft">
            <ProductStatus status={status} />
            {hasPendingChanges ? <Badge tone="accent">changed since published</Badge> : null}
            <span>
              Updated <RelativeTime at={updatedAt} />
            </span>
          </div>
        </div>
        <StatusActions product={product} />
      </div>
    </header>
  );
}

function StatusActions({ product }: { product: Product }) {
  const { setStatus, pending } = useSetStatus([product]);
  const to = (status: "published" | "unpublished" | "archived") => () => void setStatus([product.id], status);
  if (product.status === "archived") {
    return (
      <Button variant="primary" pending={pending} onClick={to("unpublished")}>
        <ArchiveRestore aria-hidden className="size-3.5" />
        Restore
      </Button>
    );
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Button disabled={pending} onClick={to("archived")}>
        <Archive aria-hidden className="size-3.5" />
        Archive
      </Button>
      {product.status === "published" ? (
        <Button pending={pending} onClick={to("unpublished")}>
          <EyeOff aria-hidden className="size-3.5" />
          Unpublish
        </Button>
      ) : null}
      {product.status !== "published" || product.hasPendingChanges ? (
        <Button variant="primary" pending={pending} onClick={to("published")}>
          <Eye aria-hidden className="size-3.5" />
          {product.status === "published" ? "Publish changes" : "Publish"}
        </Button>
      ) : null}
    </div>
  );
}
