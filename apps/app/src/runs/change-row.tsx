import { ArrowRight } from "lucide-react";
import Link from "next/link";
import type { Outputs } from "../api/types.ts";
import { fieldLabel, showValue } from "../values/show-value.ts";

type Change = Outputs["integrations"]["runs"]["changes"]["items"][number];

/** One value: where, what it was, what it is. */
export function ChangeRow({ change }: { change: Change }) {
  const { productId, product, variantId, fieldKey, before, after } = change;
  const event = fieldKey.startsWith("$") && before === null && after === null;
  return (
    <div className="grid gap-x-6 gap-y-1 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <div className="min-w-0">
        <Link
          href={`/products/${productId}`}
          className="block truncate font-medium underline-offset-4 hover:underline"
          dir="auto"
          title={product}
        >
          {product}
        </Link>
        <span className="block text-ink-faint text-xs">
          {fieldLabel(fieldKey)}
          {variantId ? " · of a variant" : null}
        </span>
      </div>
      {event ? null : (
        <div className="flex min-w-0 items-start gap-2">
          <Value
            value={before}
            word="before"
            className="text-ink-soft line-through decoration-ink-faint/50"
          />
          <ArrowRight aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
          <Value value={after} word="after" className="" />
        </div>
      )}
    </div>
  );
}

function Value({ value, word, className }: { value: unknown; word: string; className: string }) {
  const text = showValue(value);
  return (
    <span className="min-w-0 flex-1">
      <span className="sr-only">{word}: </span>
      {text === null ? (
        <span className="text-ink-faint">none</span>
      ) : (
        <span
          className={`wrap-anywhere line-clamp-3 ${className}`}
          dir="auto"
          title={text.length > 120 ? text : undefined}
        >
          {text}
        </span>
      )}
    </span>
  );
}
