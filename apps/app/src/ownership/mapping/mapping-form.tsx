"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, toast } from "@v1/ui";
import { useState } from "react";
import { useTRPC } from "../../api/client.ts";
import { ProblemNote } from "../../api/problem-note.tsx";
import { useBrands } from "../../frame/brand.tsx";
import { OwnersOnly } from "../../frame/owners-only.tsx";
import { draftOf, isWhole, type MappedField, sourceOf } from "./draft.ts";
import { MappingPreview } from "./mapping-preview.tsx";
import { StepsEditor } from "./steps-editor.tsx";
import { WayChoice } from "./way-choice.tsx";

interface MappingFormProps {
  connectionId: string;
  mappingVersion: number;
  field: MappedField;
  done: () => void;
}

/** Place, changes on the way, and at once what three real records would become. */
export function MappingForm({ connectionId, mappingVersion, field, done }: MappingFormProps) {
  const { brand } = useBrands();
  const mayChange = brand?.role === "owner";
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(field));
  const source = sourceOf(draft, field.source);
  const changed = JSON.stringify(source) !== JSON.stringify(sourceOf(draftOf(field), field.source));
  const save = useMutation(
    trpc.integrations.mapping.save.mutationOptions({
      onSuccess: () => {
        toast.success(`Saved. The next sync reads everything anew and writes ${field.label.toLowerCase()}.`);
        void queries.invalidateQueries(trpc.integrations.mapping.pathFilter());
        void queries.invalidateQueries(trpc.integrations.owners.pathFilter());
        void queries.invalidateQueries(trpc.integrations.connections.pathFilter());
        done();
      },
    }),
  );
  const change = (next: Partial<typeof draft>) => setDraft((known) => ({ ...known, ...next }));
  return (
    <form
      className="grid gap-6 pb-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ connectionId, mappingVersion, sources: { [field.key]: source } });
      }}
    >
      <WayChoice
        connectionId={connectionId}
        field={field}
        draft={draft}
        change={change}
        disabled={!mayChange}
      />
      {draft.way === "path" || draft.way === "expression" ? (
        <StepsEditor steps={draft.steps} onChange={(steps) => change({ steps })} disabled={!mayChange} />
      ) : null}
      {mayChange ? (
        <>
          <MappingPreview
            connectionId={connectionId}
            fieldKey={field.key}
            source={isWhole(draft) ? source : undefined}
          />
          <ProblemNote error={save.error} />
          <div className="flex flex-wrap gap-2">
            <Button
              type="submit"
              variant="primary"
              pending={save.isPending}
              disabled={!changed || !isWhole(draft)}
            >
              Save
            </Button>
            <Button variant="ghost" onClick={done}>
              Cancel
            </Button>
          </div>
        </>
      ) : (
        <OwnersOnly what="change where fields come from" />
      )}
    </form>
  );
}
