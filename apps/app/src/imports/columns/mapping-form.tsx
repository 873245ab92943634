"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@v1/ui";
import { ArrowRight, CircleAlert } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../../api/client.ts";
import { counted } from "../../format.ts";
import type { ImportJob, Mapping, Proposal, Target } from "../types.ts";
import { useImportAnswers } from "../use-import-action.ts";
import { ColumnTable } from "./column-table.tsx";
import { gapsOf } from "./gaps.ts";
import type { Heading } from "./heading.ts";
import { ReadingOptions } from "./reading-options.tsx";

interface MappingFormProps {
  job: ImportJob;
  proposal: Proposal;
  /** Where it begins: what was saved, or what is proposed. */
  start: ImportJob["mapping"];
  targets: Target[];
  heading: Heading;
  onHeading: (heading: Heading) => void;
  done: () => void;
}

export function MappingForm({ job, proposal, start, targets, heading, onHeading, done }: MappingFormProps) {
  const trpc = useTRPC();
  const answers = useImportAnswers();
  const [mapping, setMapping] = useState(start);
  const save = useMutation(trpc.imports.setMapping.mutationOptions(answers));
  const validate = useMutation(trpc.imports.validate.mutationOptions(answers));
  const gaps = gapsOf(mapping);
  const mapped = mapping.columns.filter(({ target }) => target !== null).length;

  async function check() {
    try {
      await save.mutateAsync({ importId: job.id, mapping: mapping as Mapping });
      await validate.mutateAsync({ importId: job.id });
      done();
    } catch {
      // Told by the answers' own toast; the form stays as it is.
    }
  }

  return (
    <div className="grid gap-5">
      <ReadingOptions
        job={job}
        mapping={mapping}
        change={(next) => setMapping({ ...mapping, ...next })}
        heading={heading}
        onHeading={onHeading}
      />
      <ColumnTable proposal={proposal} mapping={mapping} targets={targets} onChange={setMapping} />
      <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center justify-end gap-x-4 gap-y-2 border-line border-t bg-canvas px-4 py-3 md:-mx-6 md:px-6">
        <p className="mr-auto text-ink-soft tabular-nums">
          {counted(mapped, "column")} of {mapping.columns.length} will be read
        </p>
        {gaps.map((gap) => (
          <p key={gap} className="flex items-center gap-1.5 text-warn" role="status">
            <CircleAlert aria-hidden className="size-3.5 shrink-0" />
            {gap}
          </p>
        ))}
        <Button
          variant="primary"
          disabled={gaps.length > 0}
          pending={save.isPending || validate.isPending}
          onClick={check}
        >
          Check all rows
          <ArrowRight aria-hidden className="size-3.5" />
        </Button>
      </div>
    </div>
  );
}
