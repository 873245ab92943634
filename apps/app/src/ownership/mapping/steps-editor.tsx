"use client";

import { Button, Field, FieldFrame, Select, TextArea } from "@v1/ui";
import { ArrowUp, Plus, Trash2 } from "lucide-react";
import { paramText, STEPS, type Step, type StepName, withParam } from "./steps.ts";

interface StepsEditorProps {
  steps: Step[];
  onChange: (steps: Step[]) => void;
  disabled: boolean;
}

const NAMES = Object.keys(STEPS) as StepName[];

/** What happens to a value on its way in, step by step. */
export function StepsEditor({ steps, onChange, disabled }: StepsEditorProps) {
  const put = (at: number, step: Step) => onChange(steps.map((one, index) => (index === at ? step : one)));
  const up = (at: number) =>
    onChange(steps.map((one, index) => steps[index === at ? at - 1 : index === at - 1 ? at : index] ?? one));
  return (
    <section aria-labelledby="steps-heading" className="grid gap-3">
      <h3 id="steps-heading" className="font-semibold">
        On its way in
      </h3>
      {steps.length === 0 ? <p className="text-ink-soft">It is taken as it stands.</p> : null}
      <ol className="grid gap-2">
        {steps.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place
          <li key={at} className="grid gap-3 rounded-lg bg-sunken p-3">
            <div className="flex items-center gap-2">
              <span className="grid size-5 place-items-center rounded-full bg-surface text-ink-soft text-xs tabular-nums">
                {at + 1}
              </span>
              <span className="font-medium">{STEPS[step.do].label}</span>
              <span className="hidden truncate text-ink-faint text-xs sm:inline">
                {STEPS[step.do].example}
              </span>
              <span className="ml-auto flex">
                {at > 0 ? (
                  <Button
                    variant="ghost"
                    size="icon"
                    className="size-7"
                    aria-label={`Do step ${at + 1} earlier`}
                    disabled={disabled}
                    onClick={() => up(at)}
                  >
                    <ArrowUp aria-hidden className="size-3.5" />
                  </Button>
                ) : null}
                <Button
                  variant="ghost"
                  size="icon"
                  className="size-7"
                  aria-label={`Remove step ${at + 1}`}
                  disabled={disabled}
                  onClick={() => onChange(steps.filter((_, index) => index !== at))}
                >
                  <Trash2 aria-hidden className="size-3.5" />
                </Button>
              </span>
            </div>
            <Params step={step} disabled={disabled} onChange={(next) => put(at, next)} />
          </li>
        ))}
      </ol>
      {disabled ? null : (
        <Select
          label="Add a step"
          value={null}
          placeholder="Add a step"
          onValueChange={(name: StepName) => onChange([...steps, STEPS[name].fresh])}
          options={NAMES.map((name) => ({
            value: name,
            label: STEPS[name].label,
            detail: STEPS[name].example,
          }))}
          className="justify-self-start"
        >
          <Plus aria-hidden className="size-3.5 text-ink-faint" />
        </Select>
      )}
    </section>
  );
}

interface ParamsProps {
  step: Step;
  disabled: boolean;
  onChange: (step: Step) => void;
}

function Params({ step, disabled, onChange }: ParamsProps) {
  const { params } = STEPS[step.do];
  if (params.length === 0) return null;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {params.map((param) => {
        const value = paramText(step, param);
        const change = (typed: string) => onChange(withParam(step, param, typed));
        if (param.kind === "choice") {
          return (
            <FieldFrame key={param.name} label={param.label}>
              {({ id }) => (
                <Select
                  id={id}
                  value={value}
                  disabled={disabled}
                  onValueChange={change}
                  options={param.options ?? []}
                />
              )}
            </FieldFrame>
          );
        }
        if (param.kind === "map") {
          return (
            <Lines key={param.name} label={param.label} value={value} change={change} disabled={disabled} />
          );
        }
        return (
          <Field
            key={param.name}
            label={param.label}
            className="h-8"
            disabled={disabled}
            defaultValue={value}
            onChange={(event) => change(event.target.value)}
          />
        );
      })}
    </div>
  );
}

interface LinesProps {
  label: string;
  value: string;
  change: (typed: string) => void;
  disabled: boolean;
}

function Lines({ label, value, change, disabled }: LinesProps) {
  return (
    <TextArea
      label={label}
      rows={4}
      className="font-mono text-xs"
      disabled={disabled}
      defaultValue={value}
      onChange={(event) => change(event.target.value)}
    />
  );
}
