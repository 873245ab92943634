import { ArrowRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { showValue } from "./show-value.ts";

interface Side {
  value: unknown;
  /** Whose value it is, for those who do not see where it stands. */
  word: string;
  /** It does not stand any more. */
  gone?: boolean;
}

interface ChangeLineProps {
  productId: string;
  product: string;
  /** The field, and of what. */
  note: ReactNode;
  /** What was and what is; one alone stays; none where something happened to the whole record. */
  sides: readonly Side[];
  /** What becomes of it. */
  end?: ReactNode;
}

/** One value of a product in a list: where, what it was, what it is. */
export function ChangeLine({ productId, product, note, sides, end }: ChangeLineProps) {
  return (
    <div
      className={
        end
          ? "grid gap-x-6 gap-y-1 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_9rem]"
          : "grid gap-x-6 gap-y-1 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
      }
    >
      <div className="min-w-0">
        <Link
          href={`/products/${productId}`}
          className="block truncate font-medium underline-offset-4 hover:underline"
          dir="auto"
          title={product}
        >
          {product}
        </Link>
        <span className="block truncate text-ink-faint text-xs">{note}</span>
      </div>
      <div className="flex min-w-0 items-start gap-2">
        {sides.map((side, at) => (
          <Value key={side.word} side={side} follows={at > 0} />
        ))}
      </div>
      {end ? <span className="lg:text-right">{end}</span> : null}
    </div>
  );
}

function Value({ side: { value, word, gone }, follows }: { side: Side; follows: boolean }) {
  const text = showValue(value);
  return (
    <>
      {follows ? <ArrowRight aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" /> : null}
      <span className="min-w-0 flex-1">
        <span className="sr-only">{word}: </span>
        {text === null ? (
          <span className="text-ink-faint">none</span>
        ) : (
          <span
            className={`wrap-anywhere line-clamp-3 ${gone ? "text-ink-soft line-through decoration-ink-faint/50" : ""}`}
            dir="auto"
            title={text.length > 120 ? text : undefined}
          >
            {text}
          </span>
        )}
      </span>
    </>
  );
}
