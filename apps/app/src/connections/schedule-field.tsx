"use client";

import { Field, FieldFrame, Select } from "@v1/ui";
import type { Schedule } from "./schedule.ts";

interface ScheduleFieldProps {
  label: string;
  hint?: string;
  schedules: readonly Schedule[];
  value: string | null;
  onChange: (cron: string | null) => void;
  error?: string | null;
  disabled?: boolean;
}

const HAND = "by hand";
const OTHER = "other";

/** One of the usual times, or a cron of one's own. */
export function ScheduleField(props: ScheduleFieldProps) {
  const { label, hint, schedules, value, onChange, error, disabled } = props;
  const known = schedules.some(({ cron }) => cron === value);
  const chosen = known ? (value ?? HAND) : OTHER;
  const choose = (next: string) => {
    if (next === HAND) onChange(null);
    // What follows is to be changed: five fields are easier to change than to remember.
    else if (next === OTHER) onChange(`${value ?? "0 * * * *"} `);
    else onChange(next);
  };
  return (
    <div className="grid gap-3">
      <FieldFrame label={label} hint={known ? hint : undefined} error={known ? error : undefined}>
        {(input) => (
          <Select
            id={input.id}
            describedBy={input["aria-describedby"]}
            value={chosen}
            onValueChange={choose}
            disabled={disabled}
            options={[
              ...schedules.map(({ cron, label: words }) => ({ value: cron ?? HAND, label: words })),
              { value: OTHER, label: "At other times" },
            ]}
            className="h-9 w-full px-3 text-base"
          />
        )}
      </FieldFrame>
      {known ? null : (
        <Field
          label="Times, as cron in UTC"
          value={value ?? ""}
          onChange={(event) => onChange(event.target.value)}
          hint="Minute, hour, day, month, weekday: */30 8-18 * * 1-5 is every half hour of the working day."
          error={error}
          disabled={disabled}
          className="font-mono text-sm"
          spellCheck={false}
        />
      )}
    </div>
  );
}
