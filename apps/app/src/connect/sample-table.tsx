"use client";

import { Skeleton } from "@v1/ui";
import { Fragment } from "react";
import { type FieldRow, GROUPS, type Sample, sampleValue } from "./sample-fields.ts";

interface SampleTableProps {
  rows: FieldRow[];
  /** Null while they are being read. */
  samples: Sample[] | null;
  owners: Map<string, string>;
}

/** Fields in rows, real records in columns: what would come in, before anything does. */
export function SampleTable({ rows, samples, owners }: SampleTableProps) {
  const columns = samples ?? [null, null, null];
  const groups = [...new Set(rows.map(({ group }) => group))];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section aria-label="Sample records" tabIndex={0} className="-mx-4 overflow-x-auto md:mx-0">
      <table className="w-full min-w-176 table-fixed text-left">
        <thead className="border-line border-y text-ink-faint text-xs">
          <tr className="h-8">
            <th scope="col" className="w-48 pl-4 font-medium md:pl-0">
              Field
            </th>
            {columns.map((sample, index) => (
              <th key={sample?.externalId ?? index} scope="col" className="truncate px-3 font-medium">
                {sample ? (
                  <span dir="auto" title={sample.externalId}>
                    {sampleValue(sample, "product.name") ?? sample.externalId}
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
                <th
                  scope="colgroup"
                  colSpan={columns.length + 1}
                  className="pt-4 pb-1 pl-4 font-medium text-ink-faint text-xs md:pl-0"
                >
                  {GROUPS[group]}
                </th>
              </tr>
              {rows
                .filter((row) => row.group === group)
                .map((row) => (
                  <SampleRow key={row.key} row={row} columns={columns} owner={owners.get(row.key)} />
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
  owner: string | undefined;
}

function SampleRow({ row, columns, owner }: SampleRowProps) {
  return (
    <tr className="border-line border-b align-top">
      <th scope="row" className="py-2 pr-3 pl-4 font-medium md:pl-0">
        {row.label}
        {owner ? (
          <span className="block font-normal text-ink-faint text-xs">
            stays with <span dir="auto">{owner}</span>
          </span>
        ) : null}
      </th>
      {columns.map((sample, index) => (
        <td key={sample?.externalId ?? index} className="px-3 py-2 text-ink-soft">
          {sample ? <Value text={sampleValue(sample, row.key)} /> : <Skeleton className="h-4 w-24" />}
        </td>
      ))}
    </tr>
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
