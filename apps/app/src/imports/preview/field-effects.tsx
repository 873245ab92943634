import { cn } from "@v1/ui";
import { formatCount } from "../../format.ts";
import { fieldLabel } from "../field-label.ts";
import type { Preview } from "../types.ts";

const EFFECTS = [
  ["created", "Filled in"],
  ["changed", "Changed"],
  ["kept", "Kept"],
  ["conflicts", "Conflicts"],
  ["rejected", "Refused"],
] as const;

/** On a narrow screen, columns that only say nought give their place to the others. */
function narrowly(fields: Preview["fields"], key: (typeof EFFECTS)[number][0]): string | false {
  return fields.every((field) => field[key] === 0) && "max-sm:hidden";
}

/** By field, how many values would be written, kept, or differ from what their owner says. */
export function FieldEffects({ fields }: { fields: Preview["fields"] }) {
  if (fields.length === 0) return <p className="text-ink-soft">No value would change.</p>;
  return (
    <section aria-labelledby="effects" className="min-w-0">
      <h2 id="effects" className="pb-1.5 font-semibold text-base">
        By field
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section className="relative overflow-x-auto" aria-label="Effects by field" tabIndex={0}>
        <table className="w-full border-collapse text-right tabular-nums">
          <thead>
            <tr className="border-line-strong border-y text-ink-faint text-xs [&>th]:h-8 [&>th]:px-2 [&>th]:font-medium">
              <th scope="col" className="text-left">
                Field
              </th>
              {EFFECTS.map(([key, label]) => (
                <th key={key} scope="col" className={cn(narrowly(fields, key))}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field.field} className="border-line border-b [&>td]:px-2">
                <th scope="row" className="h-9 whitespace-nowrap px-2 text-left font-normal">
                  {fieldLabel(field.field)}
                </th>
                {EFFECTS.map(([key]) => (
                  <td
                    key={key}
                    className={cn(
                      narrowly(fields, key),
                      field[key] === 0 && "text-ink-faint",
                      field[key] > 0 && (key === "conflicts" || key === "rejected") && "text-warn",
                    )}
                  >
                    {formatCount(field[key])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
