import { cn, RelativeTime } from "@v1/ui";
import { counted, formatCount, formatMoney } from "../format.ts";
import { ProductImage } from "./product-image.tsx";
import type { ListedProduct } from "./use-products.ts";

/** The cells of one product. What a narrow screen has no column for goes to the second line. */
export function ProductCells({ product }: { product: ListedProduct }) {
  const { name, status, productIdentifier, variantCount, updatedAt } = product;
  const price = formatMoney(product.price, product.currency);
  return (
    <>
      <td className="flex min-w-0 items-center gap-3">
        <ProductImage src={product.image} />
        <span className="min-w-0">
          <span className="flex min-w-0 items-center gap-2">
            <span className="truncate font-medium text-ink" dir="auto" title={name}>
              {name}
            </span>
            {status === "archived" ? (
              <span className="shrink-0 rounded bg-sunken px-1.5 text-ink-soft text-xs">archived</span>
            ) : null}
          </span>
          <span className="block truncate text-ink-faint text-xs md:hidden">
            {counted(variantCount, "variant")} · <span className="font-mono">{productIdentifier}</span>
          </span>
        </span>
      </td>
      <td className="hidden min-w-0 md:block">
        <span className="block truncate font-mono text-ink-soft text-xs" title={productIdentifier}>
          {productIdentifier}
        </span>
      </td>
      <td className="hidden text-right text-ink-soft tabular-nums md:block">{formatCount(variantCount)}</td>
      <td className="text-right tabular-nums">
        <span className={cn("block", price === null && "text-ink-faint")}>{price ?? "no price"}</span>
        <RelativeTime at={updatedAt} className="block text-ink-faint text-xs md:hidden" />
      </td>
      <td className="hidden text-right text-ink-soft md:block">
        <RelativeTime at={updatedAt} />
      </td>
    </>
  );
}
