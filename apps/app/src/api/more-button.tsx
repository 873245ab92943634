import { Button } from "@v1/ui";

interface MoreButtonProps {
  query: {
    hasNextPage: boolean;
    isFetching: boolean;
    error: unknown;
    fetchNextPage: () => unknown;
    refetch: () => unknown;
  };
  /** Whether a page is there already. */
  some: boolean;
  /** What the next page holds. */
  children: string;
}

/** At the end of a list of pages: the next one, or another try; nothing where there is no more. */
export function MoreButton({ query, some, children }: MoreButtonProps) {
  const { hasNextPage, error, isFetching, fetchNextPage, refetch } = query;
  if (!hasNextPage && !error) return null;
  return (
    <Button size="sm" pending={isFetching} onClick={() => void (some ? fetchNextPage() : refetch())}>
      {error ? "Try again" : children}
    </Button>
  );
}
