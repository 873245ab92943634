import { cn } from "@v1/ui";
import type { MaterialValue } from "../types.ts";

const SHADES = ["bg-accent", "bg-accent/70", "bg-accent/50", "bg-accent/35", "bg-accent/20"];

/** Each part with a bar of its materials. */
export function Composition({ materials }: { materials: MaterialValue[] }) {
  const parts = Map.groupBy(materials, ({ component }) => component);
  return (
    <div className="grid w-full gap-4">
      {[...parts].map(([component, of]) => (
        <div key={component}>
          {parts.size > 1 || component !== "main" ? (
            <p className="mb-1 text-ink-soft text-xs first-letter:uppercase" dir="auto">
              {component}
            </p>
          ) : null}
          <Bar materials={of} />
          <ul className="mt-1.5 grid gap-0.5">
            {of.map((material, index) => (
              <li key={`${material.name} ${material.country ?? ""}`} className="flex items-center gap-2">
                <span aria-hidden className={cn("size-2 shrink-0 rounded-sm", shadeOf(index))} />
                <span className="min-w-0 truncate" dir="auto" title={material.name}>
                  {material.name}
                </span>
                <span className="text-ink-faint text-xs">
                  {[material.country, material.recyclable ? "recyclable" : null].filter(Boolean).join(" · ")}
                </span>
                <span className="ml-auto text-ink-soft tabular-nums">
                  {material.percentage === null ? "share unknown" : `${material.percentage} %`}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function Bar({ materials }: { materials: MaterialValue[] }) {
  return (
    <div aria-hidden className="flex h-1.5 gap-px overflow-hidden rounded-full bg-sunken">
      {materials.map(({ name, percentage, country }, index) => (
        <span
          key={`${name} ${country ?? ""}`}
          className={shadeOf(index)}
          style={{ width: `${Math.min(100, Number(percentage ?? 0))}%` }}
        />
      ))}
    </div>
  );
}

function shadeOf(index: number): string {
  return SHADES[index % SHADES.length] ?? "";
}
