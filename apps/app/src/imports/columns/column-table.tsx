"use client";

import { Badge, cn } from "@v1/ui";
import { useState } from "react";
import { Pick } from "../../product/inputs/pick.tsx";
import type { ImportJob, Proposal, Target } from "../types.ts";
import { withTarget } from "./gaps.ts";

type Mapping = ImportJob["mapping"];
type Column = Mapping["columns"][number];

interface ColumnTableProps {
  proposal: Proposal;
  mapping: Mapping;
  targets: Target[];
  onChange: (mapping: Mapping) => void;
}

const LINE =
  "grid grid-cols-1 items-center gap-x-5 gap-y-1 sm:grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)_minmax(0,16rem)]";

/** A line for each column of the file: its heading, its first values, and where it goes. */
export function ColumnTable({ proposal, mapping, targets, onChange }: ColumnTableProps) {
  return (
    <section aria-labelledby="columns">
      <div className={cn(LINE, "border-line-strong border-b pb-1.5 text-ink-faint text-xs")}>
        <h2 id="columns" className="font-semibold text-base text-ink">
          Columns of the file
        </h2>
        <p className="hidden sm:block">First values</p>
        <p className="hidden sm:block">Goes to</p>
      </div>
      <ul>
        {mapping.columns.map((column) => (
          <Line
            key={column.column}
            column={column}
            samples={samplesOf(proposal, column.column)}
            evidence={proposal.evidence.find(
              (one) => one.column === column.column && one.target === column.target,
            )}
            targets={targets}
            onTarget={(target) =>
              onChange({ ...mapping, columns: withTarget(mapping.columns, column.column, target) })
            }
          />
        ))}
      </ul>
    </section>
  );
}

/** The first few different values that are there. */
function samplesOf({ samples }: Proposal, column: number): string[] {
  const values = samples.map((row) => row[column]?.trim() ?? "").filter(Boolean);
  return [...new Set(values)].slice(0, 3);
}

interface LineProps {
  column: Column;
  samples: string[];
  evidence: Proposal["evidence"][number] | undefined;
  targets: Target[];
  onTarget: (target: Column["target"]) => void;
}

function Line({ column, samples, evidence, targets, onTarget }: LineProps) {
  const [search, setSearch] = useState("");
  const { header, target } = column;
  const name = header || `Column ${column.column + 1}`;
  return (
    <li className={cn(LINE, "border-line border-b py-2")}>
      <span className="truncate font-medium text-ink" dir="auto" title={name}>
        {name}
      </span>
      <span className="flex min-w-0 flex-wrap gap-x-2 gap-y-0.5 text-ink-soft text-xs">
        {samples.length === 0 ? <span className="text-ink-faint">empty</span> : null}
        {samples.map((value) => (
          <span
            key={value}
            className="max-w-full truncate rounded bg-sunken px-1.5 py-0.5"
            dir="auto"
            title={value}
          >
            {value}
          </span>
        ))}
      </span>
      <span className="flex min-w-0 items-center gap-2">
        <Pick
          label={`Where ${name} goes`}
          shown={targets.find(({ key }) => key === target)?.label ?? null}
          placeholder="Not read"
          filter
          options={targets.map(({ key, label, level }) => ({
            value: key,
            label: level === "variant" ? `${label} (variant)` : label,
          }))}
          chosen={target}
          onPick={(value) => onTarget(value as Column["target"])}
          search={search}
          onSearch={setSearch}
          className="h-8 flex-1 px-2.5 text-sm"
        />
        {evidence ? <Confidence evidence={evidence} /> : null}
      </span>
    </li>
  );
}

/** How sure the proposal is, and why. */
function Confidence({ evidence }: { evidence: Proposal["evidence"][number] }) {
  const { confidence, because } = evidence;
  const [tone, word] =
    confidence >= 0.9
      ? (["good", "sure"] as const)
      : confidence >= 0.7
        ? (["neutral", "likely"] as const)
        : (["warn", "a guess"] as const);
  return (
    <Badge tone={tone} title={because}>
      {word}
      <span className="sr-only">: {because}</span>
    </Badge>
  );
}
