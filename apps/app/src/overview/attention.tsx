import { Status, type Tone } from "@v1/ui";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { Outputs } from "../api/types.ts";
import { connectionState, type ListedConnection, needsAttention } from "../connections/connection-state.ts";
import { counted, formatCount } from "../format.ts";
import { unmappedPlace } from "../runs/unmapped-place.ts";

type Overview = Outputs["brand"]["overview"];
type Unmapped = Outputs["catalog"]["unmappedCategories"];

interface Item {
  key: string;
  tone: Tone;
  word: string;
  title: string;
  text: string;
  href: string;
}

interface AttentionProps {
  overview: Overview;
  /** Categories of sources that mean nothing yet; undefined until that is known. */
  unmapped: Unmapped | undefined;
  connections: ListedConnection[];
}

/** What somebody should do something about, the worst first; or that there is nothing. */
export function Attention({ overview, unmapped, connections }: AttentionProps) {
  const items = [
    ...connections.filter(needsAttention).map(ofConnection),
    ...ofCounts(overview, connections),
    ...ofCategories(unmapped),
  ];
  return (
    <section aria-labelledby="attention">
      <h2 id="attention" className="mb-2 px-4 font-semibold text-base md:px-6">
        Needs attention
      </h2>
      {items.length === 0 ? (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-y px-4 py-4 md:px-6">
          <Status tone="good">Nothing</Status>
          <span className="text-ink-soft">
            {connections.length === 0
              ? "No system is connected, so nothing can go wrong either."
              : "Every connection is well, and no record waits for a decision."}
          </span>
        </p>
      ) : (
        <ul className="border-line border-t">
          {items.map((item) => (
            <li key={item.key} className="border-line border-b">
              <Row item={item} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ item: { tone, word, title, text, href } }: { item: Item }) {
  return (
    <Link
      href={href}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-3 -outline-offset-2 hover:bg-hover md:grid-cols-[9.5rem_minmax(0,1fr)_auto] md:px-6"
    >
      <Status tone={tone} className="col-span-2 md:col-span-1">
        {word}
      </Status>
      <span className="min-w-0">
        <span className="block truncate font-medium" dir="auto">
          {title}
        </span>
        <span className="line-clamp-2 text-pretty text-ink-soft">{text}</span>
      </span>
      <ChevronRight aria-hidden className="size-4 text-ink-faint" />
    </Link>
  );
}

function ofConnection(connection: ListedConnection): Item {
  const { id, name, statusReason, lastRun } = connection;
  const { tone, word } = connectionState(connection);
  const waits = lastRun?.status === "awaiting_approval";
  const error = [lastRun?.error?.message, lastRun?.error?.hint].filter(Boolean).join(" ");
  return {
    key: id,
    tone,
    word,
    title: name,
    text: waits
      ? "A run waits before it archives many products: look at the figures, then approve or cancel."
      : (statusReason ?? (error || "Its last run failed.")),
    href: waits && lastRun ? `/runs/${lastRun.id}` : `/integrations/${id}`,
  };
}

function ofCategories(unmapped: Unmapped | undefined): Item[] {
  if (!unmapped?.runId || unmapped.names === 0) return [];
  return [
    {
      key: "categories",
      tone: "attention",
      word: "To map",
      title: counted(
        unmapped.names,
        "category of a source means nothing yet",
        "categories of your sources mean nothing yet",
      ),
      text: "Their products came in without one. Say once for each name which category it is.",
      href: unmappedPlace(unmapped.runId),
    },
  ];
}

function ofCounts(
  { openConflicts, moreConflicts, openReviews, products }: Overview,
  connections: ListedConnection[],
): Item[] {
  const [only] = connections;
  const items: (Item | false)[] = [
    openReviews > 0 && {
      key: "reviews",
      tone: "attention",
      word: "To decide",
      title: counted(openReviews, "record waits for a place", "records wait for a place"),
      text: "They fit several products, or none. Say where they belong.",
      href: connections.length === 1 && only ? `/integrations/${only.id}?tab=review` : "/integrations",
    },
    openConflicts > 0 && {
      key: "conflicts",
      tone: "attention",
      word: "Conflicts",
      title: moreConflicts
        ? `${formatCount(openConflicts)}+ open conflicts`
        : counted(openConflicts, "open conflict"),
      text: "A source says something other than the value that counts.",
      href: "/conflicts",
    },
    products.pendingChanges > 0 && {
      key: "pending",
      tone: "waiting",
      word: "To publish",
      title: counted(products.pendingChanges, "product has changes", "products have changes"),
      text: "They were published, and have changed since.",
      href: "/products?pending=true",
    },
  ];
  return items.filter((item) => item !== false);
}
