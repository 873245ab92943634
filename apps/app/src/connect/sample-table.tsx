"use client";

import type { FieldKey } from "@v1/core";
import { Checkbox, Skeleton } from "@v1/ui";
import { Fragment, useId } from "react";
import { type FieldRow, GROUPS, type Sample, sampleValue } from "./sample-fields.ts";
import type { ChosenFields } from "./use-chosen-fields.ts";

interface SampleTableProps {
  fields: ChosenFields;
  /** Null while they are being read. */
  samples: Sample[] | null;
}

const FIRST = "sticky left-0 z-10 bg-canvas pl-4 md:pl-6";

/** Fields in rows, real records in columns: what would come in, and what of it shall count. */
export function SampleTable({ fields, samples }: SampleTableProps) {
  const columns = samples ?? [null, null, null];
  const groups = [...new Set(fields.rows.map(({ group }) => group))];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section aria-label="Sample records" tabIndex={0} className="-mx-4 relative overflow-x-auto md:-mx-6">
      <table className="w-full min-w-160 table-fixed text-left">
        <thead className="border-line border-y text-ink-faint text-xs">
          <tr className="h-9">
            <th scope="col" className={`w-44 font-medium md:w-64 ${FIRST}`}>
              <Choose fields={fields} keys={fields.free} label="Field" all="all fields" />
            </th>
            {columns.map((sample, index) => (
              <th key={sample?.externalId ?? index} scope="col" className="truncate px-3 font-medium">
                {sample ? (
                  <span dir="auto" title={sample.externalId}>
                    {sample.issue?.message ?? sampleValue(sample, "product.name") ?? sample.externalId}
                  </span>
                ) : (
                  <>
                    <span className="sr-only">Record {index + 1}</span>
                    <Skeleton className="h-3 w-28" />
                  </>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <Fragment key={group}>
              <tr>
                <th scope="colgroup" className={`pt-5 pb-1 font-medium text-ink-faint text-xs ${FIRST}`}>
                  {GROUPS[group]}
                </th>
                {columns.length > 0 ? <td colSpan={columns.length} /> : null}
              </tr>
              {fields.rows
                .filter((row) => row.group === group)
                .map((row) => (
                  <SampleRow key={row.key} row={row} columns={columns} fields={fields} />
                ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface SampleRowProps {
  row: FieldRow;
  columns: (Sample | null)[];
  fields: ChosenFields;
}

function SampleRow({ row, columns, fields }: SampleRowProps) {
  const owner = fields.owners.get(row.key);
  const left = !(row.identity || owner || fields.isChosen(row.key));
  return (
    <tr className="border-line border-b align-top">
      <th scope="row" className={`py-2 pr-3 font-medium ${FIRST}`}>
        {row.identity || owner ? (
          <span className="block pl-6.5">
            {row.label}
            <Aside>
              {row.identity ? (
                "tells products apart"
              ) : (
                <>
                  stays with <span dir="auto">{owner}</span>
                </>
              )}
            </Aside>
          </span>
        ) : (
          <Choose fields={fields} keys={[row.key]} label={row.label}>
            {left ? (
              <Aside>{row.key === "product.name" ? "for new products only" : "only heard"}</Aside>
            ) : null}
          </Choose>
        )}
      </th>
      {columns.map((sample, index) => (
        <td
          key={sample?.externalId ?? index}
          className={left ? "px-3 py-2 text-ink-faint" : "px-3 py-2 text-ink-soft"}
        >
          {sample ? <Value text={sampleValue(sample, row.key)} /> : <Skeleton className="h-4 w-24" />}
        </td>
      ))}
    </tr>
  );
}

function Aside({ children }: { children: React.ReactNode }) {
  return <span className="wrap-anywhere block font-normal text-ink-faint text-xs">{children}</span>;
}

interface ChooseProps {
  fields: ChosenFields;
  keys: readonly FieldKey[];
  label: string;
  /** What it is called for those who do not see that it stands on top. */
  all?: string;
  children?: React.ReactNode;
}

/** Whether fields shall be owned by the connection. */
function Choose({ fields, keys, label, all, children }: ChooseProps) {
  const id = useId();
  const on = keys.filter(fields.isChosen).length;
  return (
    <span className="flex items-start gap-2.5">
      <Checkbox
        id={id}
        checked={on === 0 ? false : on === keys.length ? true : "indeterminate"}
        disabled={keys.length === 0}
        onCheckedChange={(next) => fields.choose(keys, next === true)}
        aria-label={all ? `Own ${all}` : undefined}
        className="mt-0.5"
      />
      <span className="min-w-0">
        <label htmlFor={id} className="wrap-anywhere">
          {label}
        </label>
        {children}
      </span>
    </span>
  );
}

function Value({ text }: { text: string | null }) {
  if (text === null) return <span className="text-ink-faint">none</span>;
  return (
    <span className="wrap-anywhere line-clamp-2" dir="auto" title={text.length > 80 ? text : undefined}>
      {text}
    </span>
  );
}
