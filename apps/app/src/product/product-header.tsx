"use client";

import { Badge, Button, CopyText, RelativeTime } from "@v1/ui";
import { Archive, ArchiveRestore, ChevronLeft, Eye, EyeOff } from "lucide-react";
import Link from "next/link";
import { usePassportPanel } from "../passports/use-passport-panel.ts";
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
        prefetch={false}
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
            {hasPendingChanges && status === "published" ? (
              <Badge tone="accent">changes waiting</Badge>
            ) : null}
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
      <Publish product={product} pending={pending} publish={to("published")} />
    </div>
  );
}

interface PublishProps {
  product: Product;
  pending: boolean;
  publish: () => void;
}

/** What waits is looked at first: it becomes a version that stays. */
function Publish({ product: { status, hasPendingChanges }, pending, publish }: PublishProps) {
  const { showChanges } = usePassportPanel();
  if (status === "published" && !hasPendingChanges) return null;
  const waits = status === "published";
  return (
    <Button variant="primary" pending={pending} onClick={waits ? showChanges : publish}>
      <Eye aria-hidden className="size-3.5" />
      {waits ? "Publish changes…" : "Publish"}
    </Button>
  );
}
