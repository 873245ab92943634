import { Skeleton } from "@v1/ui";
import { Lock, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import type { Outputs } from "../../api/types.ts";
import { counted, formatCount } from "../../format.ts";
import { subjectOf, total, verdictOf } from "./verdict-words.ts";

type Preview = Outputs["integrations"]["undo"]["preview"];

/** The two sides of an undo, by field, with the reason for what stays. */
export function UndoFigures({ preview: { restored, kept, products } }: { preview: Preview }) {
  return (
    <div className="grid gap-6 px-4 pb-8 md:grid-cols-2 md:px-6">
      <Side
        icon={<Undo2 aria-hidden className="size-4 text-accent-ink" />}
        title={`${counted(total(restored), "change")} would be undone`}
        note={`of ${counted(products, "product")} that the run touched`}
        counts={restored}
        nothing="Nothing can be put back."
      />
      <Side
        icon={<Lock aria-hidden className="size-4 text-ink-faint" />}
        title={`${counted(total(kept), "change")} would stay`}
        note="because something came after"
        counts={kept}
        nothing="Nothing came in between: all of it can be undone."
      />
    </div>
  );
}

interface SideProps {
  icon: ReactNode;
  title: string;
  note: string;
  counts: Preview["restored"];
  nothing: string;
}

function Side({ icon, title, note, counts, nothing }: SideProps) {
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="flex items-center gap-2 font-semibold text-base">
        {icon}
        {title}
      </h2>
      <p className="mb-2 text-ink-faint text-xs">{note}</p>
      {counts.length === 0 ? <p className="border-line border-t py-2 text-ink-soft">{nothing}</p> : null}
      <dl>
        {counts.map(({ fieldKey, verdict, count }) => (
          <div
            key={`${fieldKey} ${verdict}`}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 border-line border-t py-1.5"
          >
            <dt className="min-w-0">
              <span className="font-medium">{subjectOf(fieldKey)}</span>{" "}
              <span className="text-ink-soft">{verdictOf(verdict).why}</span>
            </dt>
            <dd className="font-medium tabular-nums">{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const ROWS = ["a", "b", "c"];

export function UndoFiguresSkeleton() {
  return (
    <div
      role="status"
      aria-label="The undo is being worked out"
      className="grid gap-6 px-4 pb-8 md:grid-cols-2 md:px-6"
    >
      {["left", "right"].map((side) => (
        <div key={side} className="grid gap-3">
          <Skeleton className="h-5 w-48" />
          {ROWS.map((row) => (
            <Skeleton key={row} className="h-4 w-full" />
          ))}
        </div>
      ))}
    </div>
  );
}
