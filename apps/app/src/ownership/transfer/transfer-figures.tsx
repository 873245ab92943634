import { cn, Skeleton } from "@v1/ui";
import { QueryProblem } from "../../api/query-problem.tsx";
import { formatCount } from "../../format.ts";
import type { Preview } from "./use-transfer.ts";

type Counts = Preview["total"];

const ROWS: readonly { key: keyof Counts; words: string; colour: string; quiet?: boolean }[] = [
  { key: "change", words: "get another value", colour: "bg-accent" },
  { key: "fill", words: "are empty and get one", colour: "bg-good" },
  { key: "stay", words: "have this value already", colour: "bg-ink-faint/40", quiet: true },
  { key: "noValue", words: "keep theirs: it says nothing", colour: "bg-ink-faint/25", quiet: true },
  { key: "pinned", words: "keep theirs: pinned", colour: "bg-ink-faint/60", quiet: true },
  { key: "refused", words: "keep theirs: its value cannot be taken", colour: "bg-warn", quiet: true },
];

interface TransferFiguresProps {
  preview: { data: Preview | undefined; error: unknown; refetch: () => unknown; isRefetching: boolean };
  level: "P" | "V" | "PV";
  name: string;
}

/** What a transfer would do, before it does it. */
export function TransferFigures({ preview, level, name }: TransferFiguresProps) {
  const { data, error } = preview;
  if (error && !data) {
    return (
      <QueryProblem
        error={error}
        title="What would change could not be worked out"
        retry={preview.refetch}
        pending={preview.isRefetching}
      />
    );
  }
  const sides = (["products", "variants"] as const).filter(
    (side) => level === "PV" || (side === "variants") === (level === "V"),
  );
  return (
    <section aria-label="What would change" aria-busy={!data || preview.isRefetching} className="grid gap-3">
      <p className="text-pretty font-medium">
        With <bdi>{name}</bdi> as the owner
      </p>
      {data ? <Sides sides={sides} data={data} /> : <FiguresSkeleton sides={sides.length} />}
      {data && data.looked < data.of ? (
        <p className="text-pretty text-ink-faint text-xs">
          Worked out on the first {formatCount(data.looked)} of {formatCount(data.of)} records.
        </p>
      ) : null}
    </section>
  );
}

/** A side that nothing was ever said of is left out, unless it is the only one. */
function Sides({ sides, data }: { sides: readonly ("products" | "variants")[]; data: Preview }) {
  const summed = sides.map((side) => ({ side, counts: sumOf(data, side) }));
  const heard = summed.filter(({ counts }) => ROWS.some(({ key }) => counts[key] > 0));
  const shown = heard.length > 0 ? heard : summed.slice(0, 1);
  // Of several fields each product counts once a field.
  const many = data.fields.length > 1;
  return shown.map(({ side, counts }) => (
    <Side key={side} side={many ? `values of ${side}` : side} counts={counts} />
  ));
}

function sumOf({ fields }: Preview, side: "products" | "variants"): Counts {
  const sum: Counts = { change: 0, fill: 0, stay: 0, noValue: 0, pinned: 0, refused: 0 };
  for (const field of fields) for (const { key } of ROWS) sum[key] += field[side][key];
  return sum;
}

function Side({ side, counts }: { side: string; counts: Counts }) {
  const all = ROWS.reduce((sum, { key }) => sum + counts[key], 0);
  if (all === 0)
    return <p className="text-ink-soft">It has said nothing of any {side} yet: all of them stay.</p>;
  const moves = counts.change + counts.fill;
  return (
    <div>
      <p className="mb-1.5 text-ink-soft">
        <span className="font-medium text-ink tabular-nums">{formatCount(moves)}</span> of {formatCount(all)}{" "}
        {side} change
      </p>
      <div aria-hidden className="flex h-1.5 gap-px overflow-hidden rounded-full bg-line">
        {ROWS.map(({ key, colour }) =>
          counts[key] > 0 ? (
            <span
              key={key}
              className={cn("min-w-0.5", colour)}
              style={{ flexBasis: `${(counts[key] / all) * 100}%` }}
            />
          ) : null,
        )}
      </div>
      <dl className="mt-2 grid gap-1">
        {ROWS.map(({ key, words, colour, quiet }) =>
          counts[key] > 0 || !quiet ? (
            <div key={key} className="flex items-center gap-2">
              <span aria-hidden className={cn("size-2 shrink-0 rounded-xs", colour)} />
              <dt className="min-w-0 flex-1 text-ink-soft">{words}</dt>
              <dd
                className={cn("font-medium tabular-nums", counts[key] === 0 && "font-normal text-ink-faint")}
              >
                {formatCount(counts[key])}
              </dd>
            </div>
          ) : null,
        )}
      </dl>
    </div>
  );
}

function FiguresSkeleton({ sides }: { sides: number }) {
  return (
    <div role="status" aria-label="Being worked out" className="grid gap-4">
      {["a", "b"].slice(0, sides).map((side) => (
        <div key={side} className="grid gap-2 [&_span]:bg-line">
          <Skeleton className="h-4 w-40" />
          <Skeleton className="h-1.5 w-full" />
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-full" />
        </div>
      ))}
    </div>
  );
}
