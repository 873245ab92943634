import { cn } from "@v1/ui";
import { Check } from "lucide-react";

const NAMES = ["Credentials", "What to bring in", "Schedule"];

interface StepsProps {
  current: number;
  /** The last step that may be gone to. */
  reached: number;
  go: (step: number) => void;
}

export function Steps({ current, reached, go }: StepsProps) {
  return (
    <nav aria-label="Steps" className="mb-6">
      <ol className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-soft">
        {NAMES.map((name, index) => {
          const step = index + 1;
          const done = step < current;
          return (
            <li key={name} className="flex items-center gap-2">
              {index > 0 ? <span aria-hidden className="h-px w-4 bg-line-strong sm:w-8" /> : null}
              <button
                type="button"
                disabled={step > reached || step === current}
                aria-current={step === current ? "step" : undefined}
                onClick={() => go(step)}
                className={cn(
                  "flex items-center gap-1.5 rounded p-1 not-disabled:hover:text-ink",
                  step === current && "font-medium text-ink",
                )}
              >
                <span
                  className={cn(
                    "grid size-5 place-items-center rounded-full bg-sunken text-xs tabular-nums",
                    step === current && "bg-accent text-on-accent",
                    done && "bg-good-soft text-good",
                  )}
                >
                  {done ? <Check aria-hidden className="size-3" strokeWidth={3} /> : step}
                </span>
                <span className={cn(step !== current && "max-sm:sr-only")}>{name}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
