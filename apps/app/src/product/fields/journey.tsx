import type { JourneyValue } from "../types.ts";

/** The steps in their order, as a line of stations. */
export function Journey({ steps }: { steps: JourneyValue[] }) {
  return (
    <ol className="grid w-full">
      {keyed(steps).map(({ key, step: { stepType, facility } }) => {
        const place = [facility.city, facility.country].filter(Boolean).join(", ");
        return (
          <li
            key={key}
            className="group/step relative grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 pb-3 last:pb-0"
          >
            <span
              aria-hidden
              className="absolute top-3 bottom-0 left-[3.5px] w-px bg-line-strong group-last/step:hidden"
            />
            <span aria-hidden className="mt-1.5 size-2 rounded-full border border-accent bg-surface" />
            <span className="min-w-0">
              <span className="font-medium first-letter:uppercase inline-block" dir="auto">
                {stepType}
              </span>
              <span className="block truncate text-ink-soft" dir="auto" title={facility.name}>
                {facility.name}
                {place ? <span className="text-ink-faint"> · {place}</span> : null}
              </span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** The same step may stand twice: then its turn tells which. */
function keyed(steps: JourneyValue[]) {
  const seen = new Map<string, number>();
  return steps.map((step) => {
    const name = `${step.stepType} ${step.facility.name}`;
    const turn = (seen.get(name) ?? 0) + 1;
    seen.set(name, turn);
    return { key: `${name} ${turn}`, step };
  });
}
