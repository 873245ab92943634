"use client";

import { useQuery } from "@tanstack/react-query";
import { fieldDefinition } from "@v1/core";
import { Notice } from "@v1/ui";
import { Circle, Fingerprint, TableProperties } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { useTRPC } from "../api/client.ts";
import { QueryProblem } from "../api/query-problem.tsx";
import type { Outputs } from "../api/types.ts";
import { GROUPS } from "../connect/sample-fields.ts";
import { MappingPanel } from "../ownership/mapping/mapping-panel.tsx";
import { OtherField } from "../ownership/mapping/other-field.tsx";
import { ListSkeleton } from "../runs/list-skeleton.tsx";

type Supplied = Outputs["integrations"]["connections"]["fields"][number];

/** What the connection supplies, where from, and whether its word counts. */
export function ConnectionFields({ connectionId }: { connectionId: string }) {
  const [field, setField] = useQueryState("field", parseAsString);
  const { data, error, refetch, isRefetching } = useQuery(
    useTRPC().integrations.connections.fields.queryOptions({ connectionId }),
  );
  if (error && !data) {
    return (
      <QueryProblem
        error={error}
        title="The fields could not be read"
        retry={refetch}
        pending={isRefetching}
      />
    );
  }
  if (!data) return <ListSkeleton />;
  if (data.length === 0) {
    return (
      <Notice icon={TableProperties} title="It supplies no fields">
        Its settings name no places to take values from. Add some in Settings.
      </Notice>
    );
  }
  const edit = (key: string | null) => void setField(key);
  const owned = data.filter(({ role }) => role === "owns").length;
  const groups = [...new Set(data.map(({ group }) => group))];
  return (
    <>
      <p className="max-w-160 text-pretty px-4 py-4 text-ink-soft md:px-6">
        It owns {owned} of the {data.length} fields that it supplies. Of the others it is heard: what it says
        is kept beside the owner’s value, and shows as a conflict where the two differ.{" "}
        <Link href="/integrations/fields" className="text-accent-ink underline underline-offset-4">
          All fields and their owners
        </Link>
      </p>
      {groups.map((group) => (
        <section key={group} aria-label={GROUPS[group]}>
          <h2 className="border-line border-y bg-sunken px-4 py-1.5 font-medium text-ink-soft text-xs md:px-6 [section+section>&]:border-t-0">
            {GROUPS[group]}
          </h2>
          <ul>
            {data
              .filter((field) => field.group === group)
              .map((field) => (
                <FieldRow key={field.key} field={field} edit={() => edit(field.key)} />
              ))}
          </ul>
        </section>
      ))}
      <OtherField known={data.map(({ key }) => key)} onPick={edit} />
      <MappingPanel connectionId={connectionId} field={field} close={() => edit(null)} />
    </>
  );
}

function FieldRow({ field, edit }: { field: Supplied; edit: () => void }) {
  const { label, role, owner, source, options } = field;
  const path = source?.path ?? options[0]?.path;
  const named = options.find((option) => option.path === path)?.label;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 border-line border-b px-4 py-2.5 md:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_minmax(0,1fr)] md:px-6">
      <button
        type="button"
        onClick={edit}
        className="rounded text-left font-medium underline-offset-4 hover:underline"
        title={`Where ${label.toLowerCase()} comes from`}
      >
        {label}
      </button>
      <span className="order-3 col-span-2 min-w-0 text-ink-soft md:order-0 md:col-span-1">
        <span className="block truncate" title={path}>
          {source?.enabled === false ? "left out" : (named ?? path ?? "")}
        </span>
      </span>
      <span className="flex min-w-0 items-center gap-1.5">
        {fieldDefinition(field.key).type.kind === "identity" ? (
          <>
            <Fingerprint aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
            <span className="text-ink-soft">Identifies the product</span>
          </>
        ) : role === "owns" ? (
          <>
            <Circle aria-hidden className="size-3.5 shrink-0 fill-current text-accent-ink" />
            <span className="font-medium">Owns</span>
          </>
        ) : (
          <>
            <Circle aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
            <span className="truncate text-ink-soft" dir="auto">
              {ownerWords(owner)}
            </span>
          </>
        )}
      </span>
    </li>
  );
}

function ownerWords(owner: Supplied["owner"]): string {
  if (!owner) return "Observes; nobody owns it";
  if (owner.connection) return `Observes; ${owner.connection} owns it`;
  return owner.ownerKind === "manual" ? "Observes; it is edited by hand" : "Observes; nobody owns it";
}
