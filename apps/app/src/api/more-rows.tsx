import { Button, cn } from "@v1/ui";
import { ProblemNote } from "./problem-note.tsx";

interface MoreRowsProps {
  query: {
    isPending: boolean;
    error: unknown;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
  };
  /** How many there are on the page: "50 changes shown". */
  shown: string;
  /** Without the page's margins. */
  flush?: boolean;
}

/** Below a list that comes page by page: how much of it there is, and more. */
export function MoreRows({ query, shown, flush = false }: MoreRowsProps) {
  if (query.isPending) return null;
  return (
    <div
      className={cn("flex flex-wrap items-center gap-4 text-ink-soft", flush ? "pt-3" : "px-4 py-4 md:px-6")}
    >
      <p role="status" className="tabular-nums">
        {shown}
        {query.hasNextPage ? ", more below" : ""}
      </p>
      {query.hasNextPage ? (
        <Button size="sm" pending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          Show more
        </Button>
      ) : null}
      <ProblemNote error={query.error} className="w-full" />
    </div>
  );
}
