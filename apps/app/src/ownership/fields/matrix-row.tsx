import { Badge } from "@v1/ui";
import { Clock, Pin } from "lucide-react";
import { counted, formatCount } from "../../format.ts";
import { CoverageBar } from "./coverage-bar.tsx";
import { levelWords, ownerName } from "./groups.ts";
import type { MatrixProps } from "./matrix-props.ts";
import { type MarkKind, OwnerMark } from "./owner-mark.tsx";
import type { Column, OwnedField } from "./use-fields.ts";

/** One field: its name and owner, how many products have a value, and what each connection is to it. */
export function MatrixRow({
  field,
  columns,
  coverage,
  conflicts,
  onOpen,
}: Omit<MatrixProps, "fields"> & { field: OwnedField }) {
  return (
    <tr className="group [&>*]:border-line [&>*]:border-b">
      <th
        scope="row"
        className="sticky left-0 z-10 max-w-40 bg-canvas py-1.5 pr-3 pl-4 text-left font-normal group-hover:bg-hover sm:max-w-72 md:pl-6"
      >
        <button
          type="button"
          onClick={() => onOpen(field.key, null)}
          className="block max-w-full text-pretty rounded text-left font-medium text-ink underline-offset-4 hover:underline"
        >
          {field.label}
        </button>
        <OwnerLine field={field} />
      </th>
      <td className="hidden whitespace-nowrap px-3 text-ink-soft text-sm group-hover:bg-hover lg:table-cell">
        {levelWords(field.level)}
      </td>
      <td className="hidden px-3 group-hover:bg-hover sm:table-cell">
        <CoverageBar field={field} coverage={coverage} />
      </td>
      {columns.map((column) => (
        <td key={column.id} className="p-0 text-center group-hover:bg-hover">
          <Cell
            field={field}
            column={column}
            conflicts={conflicts.get(`${field.key} ${column.id}`) ?? 0}
            onOpen={() => onOpen(field.key, column.id)}
          />
        </td>
      ))}
      <td className="p-0 text-center group-hover:bg-hover">
        <CellButton
          kind={field.owner.kind === "manual" ? "owns" : null}
          label={
            field.owner.kind === "manual" ? `People own ${field.label}` : `Give ${field.label} to people`
          }
          onOpen={() => onOpen(field.key, "manual")}
        />
      </td>
    </tr>
  );
}

function OwnerLine({ field }: { field: OwnedField }) {
  const { owner, pins, adopting } = field;
  return (
    <span className="flex min-w-0 items-center gap-2 text-ink-faint text-xs">
      <span className="truncate" dir="auto">
        {owner.kind === "nobody" ? "Nobody owns it" : ownerName(owner)}
      </span>
      {pins > 0 ? (
        <span className="inline-flex shrink-0 items-center gap-0.5 tabular-nums" title={counted(pins, "pin")}>
          <Pin aria-hidden className="size-3" />
          {formatCount(pins)}
          <span className="sr-only"> pins</span>
        </span>
      ) : null}
      {adopting ? (
        <Badge tone="accent" className="shrink-0">
          <Clock aria-hidden className="size-3" />
          {adopting.status === "running" ? "adopting" : "adopts next"}
        </Badge>
      ) : null}
    </span>
  );
}

function Cell({
  field,
  column,
  conflicts,
  onOpen,
}: {
  field: OwnedField;
  column: Column;
  conflicts: number;
  onOpen: () => void;
}) {
  const source = field.sources.find(({ connectionId }) => connectionId === column.id);
  if (!source && field.owner.connectionId === column.id) {
    const label = `${column.name} owns ${field.label}, which it does not supply`;
    return <CellButton kind="owns" label={label} conflicts={conflicts} onOpen={onOpen} />;
  }
  if (!source) {
    return (
      <span>
        <span aria-hidden className="inline-block size-1 rounded-full bg-line-strong align-middle" />
        <span className="sr-only">
          {column.name} does not supply {field.label}
        </span>
      </span>
    );
  }
  const [kind, verb]: [MarkKind, string] = source.owns
    ? ["owns", "owns"]
    : source.enabled
      ? ["observes", "observes"]
      : ["off", "is switched off for"];
  const open = conflicts > 0 ? `, ${counted(conflicts, "open conflict")}` : "";
  return (
    <CellButton
      kind={kind}
      label={`${column.name} ${verb} ${field.label}${open}`}
      conflicts={conflicts}
      onOpen={onOpen}
    />
  );
}

interface CellButtonProps {
  kind: MarkKind | null;
  label: string;
  conflicts?: number;
  onOpen: () => void;
}

function CellButton({ kind, label, conflicts = 0, onOpen }: CellButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onOpen}
      className="group/cell relative inline-flex h-12 w-full min-w-16 items-center justify-center -outline-offset-2 hover:bg-sunken"
    >
      {kind ? (
        <OwnerMark kind={kind} />
      ) : (
        <OwnerMark
          kind="off"
          className="opacity-0 group-hover/cell:opacity-100 group-focus-visible/cell:opacity-100"
        />
      )}
      {conflicts > 0 ? (
        <span className="ml-1.5 rounded bg-warn-soft px-1 font-medium text-warn text-xs tabular-nums">
          {formatCount(conflicts)}
        </span>
      ) : null}
    </button>
  );
}
