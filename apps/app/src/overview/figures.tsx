import Link from "next/link";
import type { Outputs } from "../api/types.ts";
import { formatCount } from "../format.ts";

type Overview = Outputs["brand"]["overview"];

/** How much there is, and how much of it is where it should be: each share with its base. */
export function Figures({ overview: { products, connections } }: { overview: Overview }) {
  const alive = products.total - products.archived;
  return (
    <section aria-labelledby="figures" className="px-4 md:px-6">
      <h2 id="figures" className="mb-4 font-semibold text-base">
        In figures
      </h2>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-6 md:gap-x-10 xl:grid-cols-4">
        <Figure name="Products" value={products.total} href="/products" />
        <Figure name="Published" value={products.published} of={alive} href="/products?status=published" />
        <Figure
          name="Archived"
          value={products.archived}
          of={products.total}
          href="/products?status=archived"
        />
        <Figure
          name="Connections up"
          value={connections.total - connections.needAttention}
          of={connections.total}
          href="/integrations"
        />
      </dl>
    </section>
  );
}

interface FigureProps {
  name: string;
  value: number;
  of?: number;
  href: string;
}

function Figure({ name, value, of, href }: FigureProps) {
  return (
    <div className="relative min-w-0">
      <dt className="text-ink-soft">
        <Link href={href} className="rounded underline-offset-4 after:absolute after:inset-0 hover:underline">
          {name}
        </Link>
      </dt>
      <dd className="mt-0.5 font-semibold text-2xl tabular-nums tracking-tight">
        {formatCount(value)}
        {of === undefined ? null : (
          <span className="font-normal text-base text-ink-faint tracking-normal"> of {formatCount(of)}</span>
        )}
      </dd>
      {of === undefined ? null : (
        <dd aria-hidden className="mt-2 h-1 overflow-hidden rounded-full bg-sunken">
          <span
            className="block h-full rounded-full bg-accent"
            style={{ width: `${of > 0 ? (value / of) * 100 : 0}%` }}
          />
        </dd>
      )}
    </div>
  );
}
