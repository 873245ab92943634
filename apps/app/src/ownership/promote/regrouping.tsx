import Link from "next/link";
import type { Outputs } from "../../api/types.ts";
import { counted, formatCount } from "../../format.ts";

type Regroupings = Outputs["integrations"]["owners"]["previewPromote"]["regrouping"];

/** Products whose variants the new connection groups in another way. */
export function Regrouping({ regrouping: { count, items } }: { regrouping: Regroupings }) {
  return (
    <section aria-labelledby="regrouping" className="rounded-lg bg-warn-soft p-4">
      <h3 id="regrouping" className="font-semibold text-warn">
        {counted(count, "product")} {count === 1 ? "is" : "are"} grouped in another way there
      </h3>
      <ul className="mt-2 max-h-56 overflow-y-auto">
        {items.map(({ productId, product, kind, records, variants }) => (
          <li key={`${productId} ${kind}`} className="border-line border-t py-1.5 first:border-t-0">
            <Link
              href={`/products/${productId}`}
              className="block truncate font-medium underline-offset-4 hover:underline"
              dir="auto"
              title={product}
            >
              {product}
            </Link>
            <span className="text-ink-soft text-xs">
              {kind === "splits"
                ? `${counted(records.length, "record")} there are one product here`
                : "one record there is several products here"}
              , {counted(variants, "variant")}
            </span>
          </li>
        ))}
      </ul>
      {items.length < count ? (
        <p className="mt-1 text-ink-soft text-xs">and {formatCount(count - items.length)} more</p>
      ) : null}
    </section>
  );
}
