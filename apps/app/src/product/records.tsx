import { RelativeTime, Status, type Tone } from "@v1/ui";
import Link from "next/link";
import type { Product } from "./types.ts";

type Record = Product["sources"][number];

const STATES: { [state in Record["state"]]: { tone: Tone; word: string } } = {
  live: { tone: "good", word: "Live" },
  gone: { tone: "paused", word: "Gone at the source" },
  disconnected: { tone: "paused", word: "Disconnected" },
  suppressed: { tone: "paused", word: "Set aside" },
};

/** The records of other systems that this product comes from. */
export function Records({ product }: { product: Product }) {
  const { sources } = product;
  return (
    <aside aria-labelledby="records" className="min-w-0">
      <h2 id="records" className="border-line-strong border-b pb-1.5 font-semibold text-base text-ink">
        Records behind it
      </h2>
      {sources.length === 0 ? (
        <p className="py-3 text-pretty text-ink-soft">
          None: it was made by hand. A connection that finds the same identifier links to it.
        </p>
      ) : (
        <ul>
          {sources.map((source) => (
            <li
              key={`${source.connectionId} ${source.externalId}`}
              className="grid gap-0.5 border-line border-b py-2.5"
            >
              <div className="flex items-center justify-between gap-2">
                <Link
                  href={`/integrations/${source.connectionId}`}
                  prefetch={false}
                  className="truncate font-medium text-ink underline-offset-4 hover:underline"
                  dir="auto"
                >
                  {source.connection}
                </Link>
                <Status tone={STATES[source.state].tone} className="font-normal text-xs">
                  {STATES[source.state].word}
                </Status>
              </div>
              <code className="truncate font-mono text-ink-faint text-xs" title={source.externalId}>
                {source.externalId}
              </code>
              <p className="text-ink-faint text-xs">
                {source.isPrimary ? "Its main record" : "A further record"}
                {source.sourceUpdatedAt ? (
                  <>
                    , changed there <RelativeTime at={source.sourceUpdatedAt} />
                  </>
                ) : null}
              </p>
            </li>
          ))}
        </ul>
      )}
    </aside>
  );
}
