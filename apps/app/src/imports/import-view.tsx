"use client";

import { cn, RelativeTime, Status } from "@v1/ui";
import { Check } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { counted } from "../format.ts";
import { PageHeader } from "../frame/page-header.tsx";
import { CancelImport } from "./cancel-import.tsx";
import { CheckStep } from "./check/check-step.tsx";
import { ColumnsStep } from "./columns/columns-step.tsx";
import { Failure } from "./failure.tsx";
import { IMPORT_STATES, STEP_TITLES, STEPS, type Step, shownStep, stepOf } from "./import-state.ts";
import { PreviewStep } from "./preview/preview-step.tsx";
import { ResultStep } from "./result/result-step.tsx";
import type { ImportJob } from "./types.ts";

/** One import, step by step; the address says which step is looked at. */
export function ImportView({ job }: { job: ImportJob }) {
  const [wanted, setWanted] = useQueryState("step", parseAsStringLiteral(STEPS));
  const step = shownStep(wanted, stepOf(job), job.status);
  const { tone, word } = IMPORT_STATES[job.status];
  const goTo = (next: Step | null) => void setWanted(next);
  return (
    <>
      <PageHeader
        back={{ href: "/imports", label: "Imports" }}
        title={job.filename}
        purpose={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Status tone={tone}>{word}</Status>
            <span>{sizeOf(job)}</span>
            <span>
              brought in <RelativeTime at={job.createdAt} />
            </span>
          </span>
        }
        action={<CancelImport job={job} />}
      />
      <Steps job={job} step={step} goTo={goTo} />
      <div className="px-4 pt-5 pb-16 md:px-6">
        <Failure job={job} />
        {step === "columns" ? <ColumnsStep job={job} done={() => goTo(null)} /> : null}
        {step === "check" ? <CheckStep job={job} goTo={goTo} /> : null}
        {step === "preview" ? <PreviewStep job={job} goTo={goTo} /> : null}
        {step === "result" ? <ResultStep job={job} /> : null}
      </div>
    </>
  );
}

function sizeOf({ file, summary }: ImportJob): string {
  const size =
    file.bytes < 1_048_576
      ? `${Math.max(1, Math.round(file.bytes / 1024))} KB`
      : `${(file.bytes / 1_048_576).toFixed(1)} MB`;
  const kind = file.kind === "xlsx" ? "Excel" : "CSV";
  return summary ? `${kind}, ${size}, ${counted(summary.rows, "row")}` : `${kind}, ${size}`;
}

interface StepsProps {
  job: ImportJob;
  step: Step;
  goTo: (step: Step) => void;
}

function Steps({ job, step, goTo }: StepsProps) {
  const at = STEPS.indexOf(step);
  return (
    <nav aria-label="Steps" className="border-line border-b px-4 md:px-6">
      <ol className="flex gap-5 overflow-x-auto">
        {STEPS.map((one, index) => {
          const open = one !== "result" && shownStep(one, stepOf(job), job.status) === one;
          const finished = index < at || job.status === "COMPLETED";
          return (
            <li key={one}>
              <button
                type="button"
                disabled={!open && one !== step}
                aria-current={one === step ? "step" : undefined}
                onClick={() => goTo(one)}
                className={cn(
                  "-mb-px flex h-9 items-center gap-2 whitespace-nowrap border-transparent border-b-2 text-ink-soft -outline-offset-2 enabled:hover:text-ink",
                  one === step && "border-accent font-medium text-ink",
                )}
              >
                <span
                  aria-hidden
                  className={cn(
                    "grid size-4.5 place-items-center rounded-full bg-sunken text-[0.6875rem] tabular-nums",
                    finished && "bg-good-soft text-good",
                    one === step && !finished && "bg-accent text-on-accent",
                  )}
                >
                  {finished ? <Check className="size-3" /> : index + 1}
                </span>
                {STEP_TITLES[one]}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
