import { ArrowRight } from "lucide-react";
import { differences } from "./differences.ts";
import { ValueSide } from "./value-side.tsx";

/** A value before and after, or ours against theirs, side by side with what differs marked. */
export function Change({ before, after, versus }: { before: unknown; after: unknown; versus?: boolean }) {
  const { lines, left, right } = differences(before, after);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_1rem_minmax(0,1fr)] items-start gap-x-2">
      <div className="text-ink-soft">
        <span className="sr-only">{versus ? "ours: " : "before: "}</span>
        <ValueSide parts={left} lines={lines} tone="ours" />
      </div>
      {versus ? (
        <span aria-hidden className="text-center text-ink-faint">
          ≠
        </span>
      ) : (
        <ArrowRight aria-hidden className="mt-0.5 size-4 text-ink-faint" />
      )}
      <div>
        <span className="sr-only">{versus ? "theirs: " : "after: "}</span>
        <ValueSide parts={right} lines={lines} tone="theirs" />
      </div>
    </div>
  );
}
