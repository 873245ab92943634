import { cn } from "@v1/ui";

export type MarkKind = "owns" | "observes" | "off";

const LOOKS: Record<MarkKind, string> = {
  owns: "border-accent bg-accent",
  observes: "border-ink-faint",
  off: "border-line-strong border-dashed",
};

/** Filled: it owns. Hollow: it observes. Dashed: it could, and is switched off. */
export function OwnerMark({ kind, className }: { kind: MarkKind; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn("inline-block size-3 shrink-0 rounded-full border-[1.5px]", LOOKS[kind], className)}
    />
  );
}

export function Legend() {
  return (
    <ul className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-soft text-xs" aria-label="Marks">
      <li className="flex items-center gap-1.5">
        <OwnerMark kind="owns" /> owns
      </li>
      <li className="flex items-center gap-1.5">
        <OwnerMark kind="observes" /> observes
      </li>
      <li className="flex items-center gap-1.5">
        <span className="rounded bg-warn-soft px-1 font-medium text-warn">3</span> open conflicts
      </li>
    </ul>
  );
}
