import { cn } from "@v1/ui";
import Link from "next/link";
import { formatCount } from "../format.ts";
import { type Share, sharesOf, type Tallies } from "./tallies.ts";

const COLOURS: Record<Share["key"], string> = {
  created: "bg-good",
  updated: "bg-accent",
  unchanged: "bg-ink-faint/45",
  aside: "bg-warn",
  failed: "bg-bad",
};

interface ShareBarProps {
  tallies: Tallies;
  /** Of the source, while it is being read: what is to come stays empty. */
  total?: number | null;
  /** Where each share is looked at. */
  links?: Partial<Record<Share["key"], string>>;
}

/** What became of the records, as one bar and in figures. */
export function ShareBar({ tallies, total, links = {} }: ShareBarProps) {
  const shares = sharesOf(tallies);
  const read = shares.reduce((sum, { count }) => sum + count, 0);
  const whole = Math.max(read, total ?? 0, 1);
  return (
    <div>
      <div aria-hidden className="flex h-2 gap-px overflow-hidden rounded-full bg-sunken">
        {shares.map(({ key, count }) =>
          count > 0 ? (
            <span
              key={key}
              className={cn("min-w-1 transition-[flex-basis] duration-150", COLOURS[key])}
              style={{ flexBasis: `${(count / whole) * 100}%` }}
            />
          ) : null,
        )}
      </div>
      <ul className="mt-3 flex flex-wrap gap-x-6 gap-y-2">
        {shares.map((share) => (
          <li key={share.key}>
            <Figure share={share} href={share.count > 0 ? links[share.key] : undefined} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Figure({ share, href }: { share: Share; href: string | undefined }) {
  const { key, label, count } = share;
  const content = (
    <>
      <span aria-hidden className={cn("size-2 rounded-xs", COLOURS[key])} />
      <span className="text-ink-soft">{label}</span>
      <span className={cn("font-medium tabular-nums", count === 0 && "text-ink-faint")}>
        {formatCount(count)}
      </span>
    </>
  );
  const style = "flex items-center gap-1.5 rounded";
  if (!href) return <span className={style}>{content}</span>;
  return (
    <Link href={href} className={cn(style, "underline-offset-4 hover:underline")}>
      {content}
    </Link>
  );
}
