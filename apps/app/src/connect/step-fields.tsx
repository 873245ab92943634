"use client";

import { Button } from "@v1/ui";
import { useEffect } from "react";
import { ProblemNote } from "../api/problem-note.tsx";
import { CheckField } from "../connections/check-field.tsx";
import { MatchFields } from "../connections/match-fields.tsx";
import { counted } from "../format.ts";
import { SampleTable } from "./sample-table.tsx";
import type { Saw, StepProps } from "./step-props.ts";
import { type ChosenFields, useChosenFields } from "./use-chosen-fields.ts";

/** What would come in, with real values: what of it counts, and what becomes of records that are new here. */
export function StepFields({ draft, change, attempt, saw, go }: StepProps & { saw: Saw }) {
  const fields = useChosenFields(saw.fields, { draft, change });
  const { samples, readSamples } = attempt;
  const asked = samples !== null;
  useEffect(() => {
    if (!asked) readSamples();
  }, [asked, readSamples]);
  return (
    <div className="grid gap-6">
      <Summary name={saw.account.name} fields={fields} />
      {samples?.error ? (
        <div className="grid max-w-160 justify-items-start gap-3">
          <ProblemNote error={samples.error} className="w-full" />
          <Button onClick={() => readSamples()}>Read the samples again</Button>
        </div>
      ) : null}
      {samples?.data?.length === 0 ? (
        <p className="text-ink-soft">The system has no records yet. They come in once it has some.</p>
      ) : null}
      <SampleTable fields={fields} samples={samples?.error ? [] : (samples?.data ?? null)} />
      <div className="grid max-w-160 gap-5">
        <CheckField
          label="Create products for records that match none"
          note="Without it, such records wait in the review list of the connection."
          checked={draft.mayCreate}
          onChange={(mayCreate) => change({ mayCreate })}
        />
        <MatchFields value={draft.matchBy} onChange={(matchBy) => change({ matchBy })} />
      </div>
      <div className="flex gap-2">
        <Button size="lg" onClick={() => go(1)}>
          Back
        </Button>
        <Button variant="primary" size="lg" onClick={() => go(3)}>
          Continue
        </Button>
      </div>
    </div>
  );
}

/** What the choice means, in figures. */
function Summary({ name, fields }: { name: string; fields: ChosenFields }) {
  const { chosen, free, rows, owners } = fields;
  const left = free.length - chosen.length;
  const taken = rows.filter(({ key }) => owners.has(key)).length;
  return (
    <div className="grid max-w-160 gap-2 text-pretty text-base text-ink-soft">
      <p role="status">
        <span dir="auto">{name}</span> will own{" "}
        <span className="font-medium text-ink">{counted(chosen.length, "field")}</span>: its values are
        written to your products, and nobody else writes them until you say so.
        {taken > 0 ? ` ${counted(taken, "field")} stay with the owner that they have.` : null}
        {left > 0 ? ` ${counted(left, "field")} you left out.` : null}
      </p>
      <p className="text-ink-faint text-sm">
        What it says of a field that it does not own is kept beside, and written nowhere. You can give it the
        field later, on the page Fields, without reading anything again.
      </p>
    </div>
  );
}
