import { cn, RelativeTime } from "@v1/ui";
import { ArrowRight, Clock, RefreshCw, UserRound } from "lucide-react";
import Link from "next/link";
import type { Outputs } from "../../api/types.ts";
import { showValue } from "../../values/show-value.ts";
import { actorWords, eventWords, hasValues } from "./event-words.ts";

export type HistoryEntry = Outputs["integrations"]["history"]["items"][number];

const ICONS = { run: RefreshCw, person: UserRound, time: Clock };

/** What became of a value or of a product, newest first. `names` says which field each entry is of. */
export function Timeline({ entries, names }: { entries: HistoryEntry[]; names: boolean }) {
  return (
    <ol className="grid">
      {entries.map((entry, index) => (
        <li
          key={`${entry.at.getTime()} ${entry.fieldKey} ${entry.variantId} ${entry.runId}`}
          className="relative grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-2.5 pb-3.5 last:pb-0"
        >
          {index < entries.length - 1 ? (
            <span aria-hidden className="absolute top-5 bottom-0 left-[0.59rem] w-px bg-line" />
          ) : null}
          <Dot kind={entry.kind} />
          <Entry entry={entry} names={names} />
        </li>
      ))}
    </ol>
  );
}

function Dot({ kind }: { kind: HistoryEntry["kind"] }) {
  const Icon = ICONS[kind];
  return (
    <span className="grid size-5 place-items-center rounded-full bg-sunken text-ink-soft">
      <Icon aria-hidden className="size-3" />
    </span>
  );
}

function Entry({ entry, names }: { entry: HistoryEntry; names: boolean }) {
  const { variant, runId, reason, at } = entry;
  const told = names || !hasValues(entry);
  const actor = actorWords(entry);
  return (
    <div className="min-w-0">
      {told ? (
        <p className="wrap-anywhere font-medium">
          {eventWords(entry)}
          {variant ? <span className="font-normal text-ink-faint"> of {variant}</span> : null}
        </p>
      ) : null}
      {hasValues(entry) ? <Change entry={entry} /> : null}
      <p className="wrap-anywhere text-ink-faint text-xs">
        <RelativeTime at={at} />, by{" "}
        {runId ? (
          <Link
            href={`/runs/${runId}`}
            className="underline decoration-line-strong underline-offset-4 hover:decoration-current"
            dir="auto"
          >
            {actor}
          </Link>
        ) : (
          <bdi>{actor}</bdi>
        )}
        {reason ? (
          <>
            : <q>{reason}</q>
          </>
        ) : null}
      </p>
    </div>
  );
}

function Change({ entry: { before, after } }: { entry: HistoryEntry }) {
  return (
    <p className="flex min-w-0 items-baseline gap-1.5">
      <Side value={before} word="before" className="text-ink-faint line-through decoration-ink-faint/50" />
      <ArrowRight aria-hidden className="size-3 shrink-0 self-center text-ink-faint" />
      <Side value={after} word="after" className="text-ink" />
    </p>
  );
}

function Side({ value, word, className }: { value: unknown; word: string; className: string }) {
  const text = showValue(value);
  return (
    <span className="min-w-0">
      <span className="sr-only">{word}: </span>
      {text === null ? (
        <span className="text-ink-faint">nothing</span>
      ) : (
        <span className={cn("wrap-anywhere line-clamp-2", className)} dir="auto" title={text}>
          {text}
        </span>
      )}
    </span>
  );
}
