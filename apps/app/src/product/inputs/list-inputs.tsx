"use client";

import { Button, cn, inputStyle } from "@v1/ui";
import { ArrowDown, ArrowUp, Plus, Trash2, X } from "lucide-react";
import type { JourneyValue, MaterialValue } from "../types.ts";
import { type EntityKind, NamePick } from "./reference-inputs.tsx";
import type { InputProps } from "./types.ts";

const row = "flex items-center gap-2";

/** Tags and claims. */
export function NamesInput({
  value,
  onChange,
  label,
  input,
  kind,
}: InputProps<string[]> & { kind: EntityKind }) {
  const names = value ?? [];
  const add = (name: string | null) => {
    if (name && !names.includes(name)) onChange([...names, name]);
  };
  return (
    <div className="grid gap-2">
      {names.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5">
          {names.map((name) => (
            <li
              key={name}
              className="inline-flex h-7 max-w-full items-center gap-1 rounded bg-sunken pl-2 text-ink"
            >
              <span className="truncate" dir="auto">
                {name}
              </span>
              <button
                type="button"
                aria-label={`Remove ${name}`}
                onClick={() => onChange(names.filter((one) => one !== name))}
                className="grid size-7 shrink-0 place-items-center rounded text-ink-soft hover:text-ink"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <NamePick
        kind={kind}
        label={`Add to ${label.toLowerCase()}`}
        placeholder="Add…"
        value={null}
        onPick={add}
        input={input}
      />
    </div>
  );
}

export function MaterialsInput({ value, onChange }: InputProps<MaterialValue[]>) {
  const materials = value ?? [];
  const change = (index: number, next: Partial<MaterialValue>) =>
    onChange(materials.map((one, at) => (at === index ? { ...one, ...next } : one)));
  return (
    <div className="grid gap-2">
      {materials.map((material, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity while they are typed
        <div key={index} className={cn(row, "flex-wrap sm:flex-nowrap")}>
          <NamePick
            kind="material"
            label={`Material ${index + 1}`}
            placeholder="Material"
            value={material.name || null}
            onPick={(name) => change(index, { name: name ?? "" })}
            className="min-w-32 flex-1"
          />
          <Plain
            label={`Percentage of material ${index + 1}`}
            className="w-20 text-right tabular-nums"
            placeholder="%"
            value={material.percentage ?? ""}
            onChange={(text) => change(index, { percentage: text.trim() || null })}
          />
          <Plain
            label={`Part that material ${index + 1} belongs to`}
            className="w-28"
            placeholder="main"
            value={material.component}
            onChange={(component) => change(index, { component })}
          />
          <RowButton
            label={`Remove material ${index + 1}`}
            icon={Trash2}
            onClick={() => onChange(without(materials, index))}
          />
        </div>
      ))}
      <Shares materials={materials} />
      <AddButton
        onClick={() =>
          onChange([
            ...materials,
            { name: "", percentage: null, component: materials.at(-1)?.component ?? "main" },
          ])
        }
      >
        Add material
      </AddButton>
    </div>
  );
}

/** Says where the shares of a part do not make a whole. */
function Shares({ materials }: { materials: MaterialValue[] }) {
  const parts = Map.groupBy(materials, ({ component }) => component);
  const odd = [...parts].flatMap(([component, of]) => {
    if (of.some(({ percentage }) => percentage === null)) return [];
    const sum = of.reduce((total, { percentage }) => total + Number(percentage), 0);
    return Math.abs(sum - 100) < 0.01 ? [] : [`${component}: ${Number(sum.toFixed(2))} %`];
  });
  if (odd.length === 0) return null;
  return <p className="text-warn text-xs">Shares do not add up to 100 %. {odd.join(", ")}</p>;
}

export function JourneyInput({ value, onChange }: InputProps<JourneyValue[]>) {
  const steps = value ?? [];
  const change = (index: number, next: JourneyValue) =>
    onChange(steps.map((one, at) => (at === index ? next : one)));
  const move = (index: number, by: number) => {
    const [step] = steps.slice(index, index + 1);
    const rest = without(steps, index) ?? [];
    if (step) onChange([...rest.slice(0, index + by), step, ...rest.slice(index + by)]);
  };
  return (
    <div className="grid gap-2">
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity while they are typed
        <div key={index} className={cn(row, "flex-wrap sm:flex-nowrap")}>
          <Plain
            label={`Step ${index + 1}`}
            className="w-32"
            placeholder="weaving"
            value={step.stepType}
            onChange={(stepType) => change(index, { ...step, stepType })}
          />
          <NamePick
            kind="facility"
            label={`Facility of step ${index + 1}`}
            placeholder="Facility"
            value={step.facility.name || null}
            onPick={(name) => change(index, { ...step, facility: { name: name ?? "" } })}
            className="min-w-32 flex-1"
          />
          <span className="flex">
            <RowButton
              label={`Move step ${index + 1} up`}
              icon={ArrowUp}
              disabled={index === 0}
              onClick={() => move(index, -1)}
            />
            <RowButton
              label={`Move step ${index + 1} down`}
              icon={ArrowDown}
              disabled={index === steps.length - 1}
              onClick={() => move(index, 1)}
            />
            <RowButton
              label={`Remove step ${index + 1}`}
              icon={Trash2}
              onClick={() => onChange(without(steps, index))}
            />
          </span>
        </div>
      ))}
      <AddButton onClick={() => onChange([...steps, { stepType: "", facility: { name: "" } }])}>
        Add step
      </AddButton>
    </div>
  );
}

function without<T>(list: T[], index: number): T[] {
  return list.filter((_, at) => at !== index);
}

interface PlainProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder: string;
  className?: string;
}

function Plain({ label, value, onChange, placeholder, className }: PlainProps) {
  return (
    <input
      aria-label={label}
      dir="auto"
      placeholder={placeholder}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={cn(inputStyle, "h-9", className)}
    />
  );
}

interface RowButtonProps {
  label: string;
  icon: typeof Trash2;
  onClick: () => void;
  disabled?: boolean;
}

function RowButton({ label, icon: Icon, onClick, disabled }: RowButtonProps) {
  return (
    <Button variant="ghost" size="icon" aria-label={label} onClick={onClick} disabled={disabled}>
      <Icon aria-hidden className="size-4" />
    </Button>
  );
}

function AddButton({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <Button size="sm" onClick={onClick} className="w-fit">
      <Plus aria-hidden className="size-3.5" />
      {children}
    </Button>
  );
}
