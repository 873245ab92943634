import Link from "next/link";
import { counted } from "../format.ts";
import { readsSource } from "./run-words.ts";
import { ShareBar } from "./share-bar.tsx";
import type { Run } from "./use-run.ts";

/** What a run did, each figure a way to what it counts. */
export function RunTallies({ run }: { run: Run }) {
  const { tallies } = run;
  const review = `/integrations/${run.connectionId}?tab=review`;
  const more = MORE.flatMap(({ key, one, many, href }) => {
    const count = tallies[key] ?? 0;
    return count > 0 ? [{ key, text: counted(count, one, many), href }] : [];
  });
  return (
    <div>
      <h2 className="mb-3 font-medium tabular-nums">
        {readsSource(run)
          ? `${counted(tallies.read ?? 0, "record")} read`
          : `${counted(tallies.read ?? 0, "product")} looked at`}
        {run.total !== null && run.total !== tallies.read ? ` of ${run.total.toLocaleString("en")}` : null}
      </h2>
      <ShareBar
        tallies={tallies}
        links={{
          created: "?show=changes&field=$created",
          updated: "?show=changes",
          aside: (tallies.unmatched ?? 0) + (tallies.ambiguous ?? 0) > 0 ? review : "?show=errors",
          failed: "?show=errors",
        }}
      />
      {more.length > 0 ? (
        <ul className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-ink-soft tabular-nums">
          {more.map(({ key, text, href }) => (
            <li key={key}>
              {href ? (
                <Link href={href} className="rounded underline-offset-4 hover:underline">
                  {text}
                </Link>
              ) : (
                text
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

const MORE: readonly { key: string; one: string; many: string; href?: string }[] = [
  {
    key: "archived",
    one: "product archived",
    many: "products archived",
    href: "?show=changes&field=$status",
  },
  {
    key: "restored",
    one: "product restored",
    many: "products restored",
    href: "?show=changes&field=$restored",
  },
  { key: "variantsCreated", one: "variant created", many: "variants created" },
  { key: "variantsUpdated", one: "variant updated", many: "variants updated" },
  { key: "variantsTombstoned", one: "variant gone", many: "variants gone" },
  { key: "changes", one: "value changed", many: "values changed", href: "?show=changes" },
  { key: "conflictsOpened", one: "conflict opened", many: "conflicts opened", href: "/conflicts" },
  { key: "conflictsClosed", one: "conflict closed", many: "conflicts closed" },
];
