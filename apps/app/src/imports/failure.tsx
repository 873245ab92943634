import { TriangleAlert } from "lucide-react";
import type { ImportJob } from "./types.ts";

/** Why an import stopped, and what to do about it. */
export function Failure({ job }: { job: ImportJob }) {
  if (!job.error) return null;
  return (
    <div role="alert" className="mb-5 flex max-w-2xl gap-2.5 rounded-lg bg-bad-soft p-3">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="min-w-0 text-pretty">
        <p className="font-medium text-ink">{job.error.message}</p>
        {job.error.hint ? <p className="text-ink-soft">{job.error.hint}</p> : null}
      </div>
    </div>
  );
}
