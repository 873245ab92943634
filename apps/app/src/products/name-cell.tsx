import { Badge } from "@v1/ui";
import Link from "next/link";
import { counted } from "../format.ts";
import { ProductImage } from "./product-image.tsx";
import { STATUS_WORDS } from "./product-status.tsx";
import type { ListedProduct } from "./use-products.ts";

/** Picture and name, which leads to the product; the whole row is its link's area. */
export function NameCell({ product }: { product: ListedProduct }) {
  const { id, name, status, productIdentifier, variantCount, hasPendingChanges } = product;
  return (
    <span className="flex min-w-0 items-center gap-3">
      <ProductImage src={product.image} />
      <span className="min-w-0">
        <span className="flex min-w-0 items-center gap-2">
          <Link
            href={`/products/${id}`}
            prefetch={false}
            dir="auto"
            title={name}
            className="truncate rounded font-medium text-ink after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
          >
            {name}
          </Link>
          {hasPendingChanges && status === "published" ? (
            <Badge tone="accent" title="Changed since it was published">
              changed
            </Badge>
          ) : null}
        </span>
        <span className="block truncate text-ink-faint text-xs lg:hidden">
          <span className="md:hidden">
            {STATUS_WORDS[status].word} · {counted(variantCount, "variant")} ·{" "}
          </span>
          <span className="font-mono">{productIdentifier}</span>
        </span>
      </span>
    </span>
  );
}
