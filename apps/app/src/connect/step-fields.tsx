"use client";

import { fieldDefinition } from "@v1/core";
import { Button } from "@v1/ui";
import { useEffect } from "react";
import { ProblemNote } from "../api/problem-note.tsx";
import { CheckField } from "../connections/check-field.tsx";
import { MatchFields } from "../connections/match-fields.tsx";
import { counted } from "../format.ts";
import { fieldRows } from "./sample-fields.ts";
import { SampleTable } from "./sample-table.tsx";
import type { Saw, StepProps } from "./step-props.ts";
import { useFieldOwners } from "./use-field-owners.ts";

/** What would come in, with real values, and what becomes of records that are new here. */
export function StepFields({ integration, draft, change, attempt, saw, go }: StepProps & { saw: Saw }) {
  const owners = useFieldOwners();
  const { samples, readSamples } = attempt;
  const asked = samples !== null;
  useEffect(() => {
    if (!asked) readSamples();
  }, [asked, readSamples]);
  const rows = fieldRows(integration.fields.map(({ key }) => key));
  const ownable = rows.filter(({ key }) => fieldDefinition(key).type.kind !== "identity");
  const taken = ownable.filter(({ key }) => owners.has(key)).length;
  return (
    <div className="grid gap-6">
      <p className="max-w-160 text-pretty text-base text-ink-soft">
        {saw.account.name} supplies {counted(ownable.length, "field")}. This connection will own{" "}
        {taken === 0 ? "all of them" : `${ownable.length - taken} of them`}
        {taken > 0
          ? `; the other ${taken} have an owner already, so that what it says of them is kept beside.`
          : ": nobody else writes them, until you say so."}
      </p>
      {samples?.error ? (
        <div className="grid max-w-160 justify-items-start gap-3">
          <ProblemNote error={samples.error} className="w-full" />
          <Button onClick={() => readSamples()}>Read the samples again</Button>
        </div>
      ) : null}
      {samples?.data?.length === 0 ? (
        <p className="text-ink-soft">The system has no records yet. They come in once it has some.</p>
      ) : (
        <SampleTable rows={rows} samples={samples?.data ?? null} owners={owners} />
      )}
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
