"use client";

import { useQuery } from "@tanstack/react-query";
import { Dialog, SidePanel } from "@v1/ui";
import { useTRPC } from "../../api/client.ts";
import { QueryProblem } from "../../api/query-problem.tsx";
import { ListSkeleton } from "../../runs/list-skeleton.tsx";
import { fieldLabel } from "../../values/show-value.ts";
import { MappingForm } from "./mapping-form.tsx";

interface MappingPanelProps {
  connectionId: string;
  /** Key of the field that is edited; null: none is. */
  field: string | null;
  close: () => void;
}

/** Where a connection takes one field from, edited beside the list of fields. */
export function MappingPanel({ connectionId, field, close }: MappingPanelProps) {
  const { data, error, refetch, isRefetching } = useQuery(
    useTRPC().integrations.mapping.get.queryOptions({ connectionId }, { enabled: field !== null }),
  );
  const found = data?.fields.find(({ key }) => key === field);
  return (
    <Dialog open={field !== null} onOpenChange={(open) => (open ? undefined : close())}>
      {field !== null ? (
        <SidePanel
          title={`Where ${fieldLabel(field).toLowerCase()} comes from`}
          description="In the records of this connection. Nothing changes before you save."
          className="sm:max-w-2xl"
        >
          {error && !data ? (
            <QueryProblem
              error={error}
              title="The mapping could not be read"
              retry={refetch}
              pending={isRefetching}
            />
          ) : data && found ? (
            <MappingForm
              key={`${found.key} ${data.mappingVersion}`}
              connectionId={connectionId}
              mappingVersion={data.mappingVersion}
              field={found}
              done={close}
            />
          ) : data ? (
            <p className="text-ink-soft">
              This field identifies the product. It is read as the settings say.
            </p>
          ) : (
            <ListSkeleton />
          )}
        </SidePanel>
      ) : null}
    </Dialog>
  );
}
