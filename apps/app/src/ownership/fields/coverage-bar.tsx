import { Skeleton } from "@v1/ui";
import { formatCount } from "../../format.ts";
import type { Coverage, OwnedField } from "./use-fields.ts";

interface CoverageBarProps {
  field: Pick<OwnedField, "key" | "level">;
  /** Undefined while it is counted, null where it could not be. */
  coverage: Coverage | undefined | null;
}

/** Of how many products, or of a variant's field how many variants, the field has a value. */
export function CoverageBar({ field, coverage }: CoverageBarProps) {
  if (coverage === undefined) return <Skeleton className="h-3 w-24" />;
  const counts = coverage?.fields.find(({ key }) => key === field.key);
  if (!coverage || !counts) return <span className="text-ink-faint text-xs">not counted</span>;
  const [have, of, what] =
    field.level === "V"
      ? [counts.variants, coverage.variants, "variants"]
      : [counts.products, coverage.products, "products"];
  return (
    <div className="min-w-24">
      <p className="whitespace-nowrap text-ink-soft text-xs tabular-nums">
        {formatCount(have)} <span className="text-ink-faint">of {formatCount(of)}</span>
        <span className="sr-only"> {what} have a value</span>
      </p>
      <div
        aria-hidden
        className="mt-1 h-1 overflow-hidden rounded-full bg-sunken"
        title={`${what} with a value`}
      >
        <div
          className="h-full rounded-full bg-ink-faint/70"
          style={{ width: `${of > 0 ? (have / of) * 100 : 0}%` }}
        />
      </div>
    </div>
  );
}
