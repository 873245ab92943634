import { Check, CircleDashed, GitCompareArrows, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { showValue } from "../../values/show-value.ts";
import { OwnerMark } from "../fields/owner-mark.tsx";
import type { Explanation } from "./explanation.ts";

type Observation = Explanation["observations"][number];

/** What each connection says of the value, whether it counts or not. */
export function Observations({ explanation: { observations } }: { explanation: Explanation }) {
  if (observations.length === 0) return null;
  return (
    <section aria-label="What connections say">
      <h3 className="pb-1 text-ink-faint text-xs">What connections say</h3>
      <ul className="grid gap-1.5">
        {[...observations]
          .sort((left, right) => Number(right.owns) - Number(left.owns))
          .map((observation) => (
            <li
              key={`${observation.connectionId} ${observation.externalId}`}
              className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2"
            >
              <OwnerMark kind={observation.owns ? "owns" : "observes"} className="mt-1" />
              <div className="min-w-0">
                <p className="truncate" dir="auto" title={observation.connection}>
                  {observation.connection}
                </p>
                <p className="wrap-anywhere line-clamp-3 text-ink-soft" dir="auto">
                  {saidBy(observation)}
                </p>
                <Verdict observation={observation} />
              </div>
            </li>
          ))}
      </ul>
    </section>
  );
}

function saidBy({ present, value }: Observation): string {
  if (present === "absent") return "says nothing of it";
  if (present === "empty") return "says that it is empty";
  return showValue(value) ?? "nothing";
}

function Verdict({ observation: { agrees, conflictId, state } }: { observation: Observation }) {
  if (conflictId) {
    return (
      <Link
        href={`/conflicts?conflict=${conflictId}`}
        className="inline-flex items-center gap-1 text-warn text-xs underline-offset-4 hover:underline"
      >
        <GitCompareArrows aria-hidden className="size-3" />
        open conflict
      </Link>
    );
  }
  if (state !== "live")
    return <Word icon={CircleDashed}>{state === "gone" ? "gone at the source" : state}</Word>;
  if (agrees === null) return null;
  return agrees ? <Word icon={Check}>the same</Word> : <Word icon={CircleDashed}>differs</Word>;
}

function Word({ icon: Icon, children }: { icon: LucideIcon; children: string }) {
  return (
    <span className="inline-flex items-center gap-1 text-ink-faint text-xs">
      <Icon aria-hidden className="size-3" />
      {children}
    </span>
  );
}
