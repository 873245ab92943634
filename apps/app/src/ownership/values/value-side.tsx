import { cn } from "@v1/ui";
import type { Part } from "./differences.ts";

interface ValueSideProps {
  parts: Part[];
  lines: boolean;
  /** Of what is only on this side. */
  tone: "ours" | "theirs";
}

const TONES = {
  ours: "bg-warn-soft decoration-warn",
  theirs: "bg-accent-soft decoration-accent",
};

/** One of two values; what the other side lacks is marked by colour and by a line below. */
export function ValueSide({ parts, lines, tone }: ValueSideProps) {
  if (parts.length === 0) return <p className="text-ink-faint">Nothing</p>;
  const keyed = parts.map((part, index) => ({ ...part, key: `${index} ${part.text}` }));
  const mark = cn("rounded-xs px-0.5 underline decoration-1 underline-offset-3", TONES[tone]);
  if (lines) {
    return (
      <ul className="grid gap-1" dir="auto">
        {keyed.map(({ key, text, differs }) => (
          <li key={key} className="wrap-anywhere">
            {differs ? <mark className={cn("text-inherit", mark)}>{text}</mark> : text}
          </li>
        ))}
      </ul>
    );
  }
  return (
    <p className="wrap-anywhere whitespace-pre-line" dir="auto">
      {keyed.map(({ key, text, differs }) =>
        differs ? (
          <mark key={key} className={cn("text-inherit", mark)}>
            {text}
          </mark>
        ) : (
          <span key={key}>{text}</span>
        ),
      )}
    </p>
  );
}
