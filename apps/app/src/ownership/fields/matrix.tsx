import { UserRound } from "lucide-react";
import { formatCount } from "../../format.ts";
import { grouped } from "./groups.ts";
import type { MatrixProps } from "./matrix-props.ts";
import { MatrixRow } from "./matrix-row.tsx";

/** Fields in rows by category, connections in columns: who owns and who merely observes, at a glance. */
export function Matrix(props: MatrixProps) {
  const { columns } = props;
  const width = columns.length + 4;
  return (
    <section
      className="relative overflow-x-auto -outline-offset-2"
      aria-label="Fields and their owners"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      tabIndex={0}
    >
      <table className="w-full border-separate border-spacing-0">
        <thead>
          <tr className="text-left text-ink-faint text-xs [&>th]:h-9 [&>th]:border-line [&>th]:border-y [&>th]:bg-canvas [&>th]:px-3 [&>th]:font-medium [&>th:first-child]:pl-4 md:[&>th:first-child]:pl-6">
            <th scope="col" className="sticky left-0 z-10 min-w-36">
              Field
            </th>
            <th scope="col" className="hidden lg:table-cell">
              Level
            </th>
            <th scope="col" className="hidden sm:table-cell">
              Has a value
            </th>
            {columns.map((column) => (
              <th key={column.id} scope="col" className="max-w-40 text-center">
                <span className="block truncate" dir="auto" title={column.name}>
                  {column.name}
                </span>
                {column.status === "disconnected" ? (
                  <span className="block font-normal">disconnected</span>
                ) : null}
              </th>
            ))}
            <th scope="col" className="text-center">
              <span className="flex items-center justify-center gap-1">
                <UserRound aria-hidden className="size-3.5" />
                People
              </span>
            </th>
          </tr>
        </thead>
        {grouped(props.fields).map(({ id, title, fields }) => (
          <tbody key={id}>
            <tr>
              <th
                scope="colgroup"
                colSpan={width}
                className="border-line border-b pt-5 pb-1.5 text-left font-semibold text-ink"
              >
                <span className="sticky left-0 px-4 md:px-6">
                  {title}{" "}
                  <span className="font-normal text-ink-faint text-xs">{formatCount(fields.length)}</span>
                </span>
              </th>
            </tr>
            {fields.map((field) => (
              <MatrixRow key={field.key} field={field} {...props} />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}
