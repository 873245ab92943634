import { CopyText, cn } from "@v1/ui";
import { TriangleAlert } from "lucide-react";
import { problemOf } from "./problem.ts";

/** What went wrong with what was just asked for, beside the button that asked. */
export function ProblemNote({ error, className }: { error: unknown; className?: string }) {
  if (!error) return null;
  const { message, hint, requestId } = problemOf(error);
  return (
    <div
      role="alert"
      className={cn("flex items-start gap-2.5 rounded-lg bg-bad-soft p-3 text-bad", className)}
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 text-pretty">
        <p className="wrap-anywhere font-medium">{message}</p>
        {hint ? <p className="wrap-anywhere">{hint}</p> : null}
        {requestId ? (
          <p className="mt-1 text-ink-soft text-xs">
            <CopyText label="Request" text={requestId} />
          </p>
        ) : null}
      </div>
    </div>
  );
}
