"use client";

import { useQuery } from "@tanstack/react-query";
import { Button } from "@v1/ui";
import { ArrowRight } from "lucide-react";
import { useTRPC } from "../../api/client.ts";
import { counted, formatCount } from "../../format.ts";
import type { Step } from "../import-state.ts";
import type { ImportJob } from "../types.ts";
import { RowsToCorrect } from "./rows-to-correct.tsx";
import { UnknownValues } from "./unknown-values.tsx";

/** What is in the file, what is wrong with it, and which names are new. */
export function CheckStep({ job, goTo }: { job: ImportJob; goTo: (step: Step) => void }) {
  const open = useOpenNames(job);
  if (job.status === "VALIDATING") return <Checking job={job} />;
  const { summary } = job;
  if (!summary) return <p className="text-ink-soft">The rows have not been checked.</p>;
  const ready = summary.products - summary.productsFailed;
  return (
    <div className="grid gap-8">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
        <Figure term="Products" value={summary.products} />
        <Figure term="Variants" value={summary.variants} />
        <Figure term="Rows to correct" value={summary.rowsWithIssues} bad={summary.rowsWithIssues > 0} />
        <Figure term="Products left out" value={summary.productsFailed} bad={summary.productsFailed > 0} />
      </dl>
      <UnknownValues job={job} />
      <RowsToCorrect job={job} />
      {job.status === "VALIDATED" ? (
        <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center justify-end gap-3 border-line border-t bg-canvas px-4 py-3 md:-mx-6 md:px-6">
          <p className="mr-auto text-ink-soft tabular-nums">
            {open > 0
              ? `${counted(open, "name")} to be decided on first`
              : `${counted(ready, "product")} can be imported`}
          </p>
          <Button variant="primary" disabled={ready === 0 || open > 0} onClick={() => goTo("preview")}>
            See what would change
            <ArrowRight aria-hidden className="size-3.5" />
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** Names that keep the file from being imported. */
function useOpenNames({ id, status, requiresValueApproval }: ImportJob): number {
  const { data } = useQuery(
    useTRPC().imports.unknownValues.queryOptions(
      { importId: id },
      { enabled: requiresValueApproval && status === "VALIDATED" },
    ),
  );
  return requiresValueApproval ? (data?.length ?? 0) : 0;
}

function Figure({ term, value, bad }: { term: string; value: number; bad?: boolean }) {
  return (
    <div>
      <dt className="text-ink-soft">{term}</dt>
      <dd
        className={
          bad ? "font-semibold text-warn text-xl tabular-nums" : "font-semibold text-xl tabular-nums"
        }
      >
        {formatCount(value)}
      </dd>
    </div>
  );
}

function Checking({ job }: { job: ImportJob }) {
  return (
    <div className="grid max-w-md gap-2 py-6" role="status">
      <p className="font-medium text-base text-ink">Every row is being read and checked</p>
      <p className="text-ink-soft tabular-nums">
        {job.rowsRead ? `${counted(job.rowsRead, "row")} so far.` : "It waits for a worker."} You may leave
        this page: it goes on.
      </p>
      <span className="mt-1 h-1 overflow-hidden rounded-full bg-sunken">
        <span className="block h-full w-1/3 animate-pulse rounded-full bg-accent" />
      </span>
    </div>
  );
}
