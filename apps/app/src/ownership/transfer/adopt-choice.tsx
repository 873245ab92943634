import { RadioGroup, RadioItem } from "@v1/ui";
import type { Adopt } from "./use-transfer.ts";

interface AdoptChoiceProps {
  name: string;
  value: Adopt;
  onChange: (value: Adopt) => void;
}

/** When the new owner's values are written. */
export function AdoptChoice({ name, value, onChange }: AdoptChoiceProps) {
  return (
    <RadioGroup
      aria-label="When its values are written"
      value={value}
      onValueChange={(next) => onChange(next === "now" ? "now" : "next_run")}
      className="-mx-2"
    >
      <RadioItem
        value="now"
        label="Write its values now"
        detail="From what it said last. It becomes a run, which can be undone."
      />
      <RadioItem
        value="next_run"
        label="First thing in its next sync"
        detail={
          <span>
            Until <bdi>{name}</bdi> syncs, values stay as they are.
          </span>
        }
      />
    </RadioGroup>
  );
}
