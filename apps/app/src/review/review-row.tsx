import { Badge, Button, RelativeTime } from "@v1/ui";
import { counted } from "../format.ts";
import { KINDS, nameOf, type Review } from "./record-words.ts";

interface ReviewRowProps {
  review: Review;
  /** Where records of several connections are in one list. */
  named: boolean;
  open: () => void;
}

/** One record: what it is, why it waits, and the way to its decision. */
export function ReviewRow({ review, named, open }: ReviewRowProps) {
  const { externalId, kind, status, candidates, connection, updatedAt } = review;
  const name = nameOf(review);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 hover:bg-hover md:px-6">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium" dir="auto" title={name}>
            {name}
          </span>
          {status === "open" ? <Badge tone="warn">{KINDS[kind].word}</Badge> : <Badge>{status}</Badge>}
        </p>
        <p className="truncate text-ink-faint text-xs">
          <span className="font-mono">{externalId}</span>
          {named ? (
            <>
              {" · "}
              <bdi>{connection}</bdi>
            </>
          ) : null}
          {" · "}
          <RelativeTime at={updatedAt} />
        </p>
      </div>
      <p className="hidden shrink-0 text-ink-soft sm:block">
        {candidates.length > 0 ? counted(candidates.length, "candidate") : null}
      </p>
      <Button size="sm" onClick={open} aria-label={`Decide on ${name}`}>
        {status === "open" ? "Decide" : "Look"}
      </Button>
    </div>
  );
}
