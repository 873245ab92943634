"use client";

import { useQuery } from "@tanstack/react-query";
import type { FieldKey } from "@v1/core";
import { Button, Skeleton } from "@v1/ui";
import { useState } from "react";
import { useTRPC } from "../../api/client.ts";
import { ProblemNote } from "../../api/problem-note.tsx";
import { counted } from "../../format.ts";
import { Timeline } from "../history/timeline.tsx";
import { ExplainFacts } from "./explain-facts.tsx";
import type { Explanation } from "./explanation.ts";
import { Observations } from "./observations.tsx";
import { PinControl } from "./pin-control.tsx";

interface ExplainValueProps {
  entity: "product" | "variant";
  id: string;
  field: FieldKey;
}

/** Why a value is what it is: the rule, who stands behind it, its pin, the others, and how it came about. */
export function ExplainValue(question: ExplainValueProps) {
  const { data, error, refetch, isRefetching } = useQuery(
    useTRPC().integrations.explain.queryOptions(question),
  );
  if (error && !data) {
    return (
      <div className="grid justify-items-start gap-3">
        <ProblemNote error={error} className="w-full" />
        <Button size="sm" onClick={() => refetch()} pending={isRefetching}>
          Try again
        </Button>
      </div>
    );
  }
  if (!data) return <ExplainSkeleton />;
  return (
    <div className="grid gap-4">
      <div>
        <p className="font-semibold text-ink">{data.rule.title}</p>
        <p className="wrap-anywhere text-pretty text-ink-soft">{data.rule.sentence}</p>
      </div>
      <ExplainFacts explanation={data} />
      <Observations explanation={data} />
      <Came history={data.history} />
      <PinControl explanation={data} />
    </div>
  );
}

const FIRST = 3;

function Came({ history }: { history: Explanation["history"] }) {
  const [all, setAll] = useState(false);
  const { items, nextCursor } = history;
  if (items.length === 0) return null;
  return (
    <section aria-label="History of this value">
      <h3 className="pb-1.5 text-ink-faint text-xs">History</h3>
      <Timeline entries={all ? items : items.slice(0, FIRST)} names={false} />
      {items.length > FIRST && !all ? (
        <Button size="sm" variant="ghost" className="mt-2 -ml-2.5" onClick={() => setAll(true)}>
          {nextCursor ? "Show more" : `Show all ${counted(items.length, "change")}`}
        </Button>
      ) : null}
    </section>
  );
}

const LINES = ["a", "b", "c"];

function ExplainSkeleton() {
  return (
    <div role="status" aria-label="It is being looked up" className="grid gap-3">
      <Skeleton className="h-4 w-32" />
      <Skeleton className="h-4 w-full" />
      {LINES.map((line) => (
        <div key={line} className="flex gap-3">
          <Skeleton className="h-3.5 w-16" />
          <Skeleton className="h-3.5 w-40" />
        </div>
      ))}
    </div>
  );
}
