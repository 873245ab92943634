import { CircleX } from "lucide-react";

/** Why a run failed, and what to do about it. */
export function RunProblem({ error }: { error: { code: string; message: string; hint?: string } }) {
  return (
    <section aria-label="Why it failed" className="flex items-start gap-3 rounded-lg bg-bad-soft p-4">
      <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="min-w-0 text-pretty">
        <h2 className="wrap-anywhere font-semibold text-bad text-base">{error.message}</h2>
        {error.hint ? <p className="wrap-anywhere text-ink-soft">{error.hint}</p> : null}
        <p className="mt-1 font-mono text-ink-faint text-xs">{error.code}</p>
      </div>
    </section>
  );
}
