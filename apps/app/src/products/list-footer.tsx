"use client";

import { Button } from "@v1/ui";
import { problemOf } from "../api/problem.ts";
import { allShown, counted } from "../format.ts";

interface ListFooterProps {
  shown: number;
  more: boolean;
  pending: boolean;
  error: unknown;
  readMore: () => void;
}

/** How much is shown, and what is left: rows that were read stay when the next ones fail. */
export function ListFooter({ shown, more, pending, error, readMore }: ListFooterProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-4 text-ink-soft md:px-6">
      <p role="status" className="tabular-nums">
        {more ? `${counted(shown, "product")} shown, more below` : allShown(shown, "product")}
      </p>
      {error ? (
        <p role="alert" className="text-bad">
          {problemOf(error).message} {problemOf(error).hint}
        </p>
      ) : null}
      {more ? (
        <Button size="sm" onClick={readMore} pending={pending}>
          {error ? "Try again" : "Show more"}
        </Button>
      ) : null}
    </div>
  );
}
