"use client";

import { type FieldKey, fieldDefinition } from "@v1/core";
import { Select } from "@v1/ui";
import type { ComponentType } from "react";
import { JourneyInput, MaterialsInput, NamesInput } from "./list-inputs.tsx";
import { MoneyInput, PairInput, QuantityInput } from "./measure-inputs.tsx";
import { CategoryInput, NamePick } from "./reference-inputs.tsx";
import { CodeInput, LongTextInput, NumberInput, TextInput } from "./text-inputs.tsx";
import type { InputProps } from "./types.ts";

type AnyInput = ComponentType<InputProps<never>>;

const BY_KIND: Record<string, AnyInput> = {
  text: TextInput,
  url: TextInput,
  image: TextInput,
  gtin: CodeInput,
  sku: CodeInput,
  barcode: CodeInput,
  number: NumberInput,
  money: MoneyInput,
  quantity: QuantityInput,
  pair: PairInput,
  category: CategoryInput,
  materials: MaterialsInput,
  journey: JourneyInput,
};

/** The input for a field, by its kind in the registry. */
export function FieldInput({ fieldKey, ...props }: InputProps<unknown> & { fieldKey: FieldKey }) {
  const { type } = fieldDefinition(fieldKey);
  if (fieldKey === "product.description") return <LongTextInput {...(props as InputProps<string>)} />;
  if (type.kind === "enum") return <EnumInput {...(props as InputProps<string>)} values={type.values} />;
  if (type.kind === "set") return <NamesInput {...(props as InputProps<string[]>)} kind={type.of} />;
  if (type.kind === "reference") {
    const { onChange, ...rest } = props as InputProps<string>;
    return <NamePick {...rest} kind={type.to} onPick={onChange} />;
  }
  const Input = BY_KIND[type.kind];
  return Input ? <Input {...(props as InputProps<never>)} /> : null;
}

const NONE = "-";

function EnumInput({
  value,
  onChange,
  input,
  label,
  values,
}: InputProps<string> & { values: readonly string[] }) {
  const options = [
    { value: NONE, label: "None" },
    ...values.map((one) => ({
      value: one,
      label: one.charAt(0).toUpperCase() + one.slice(1).replaceAll("_", " "),
    })),
  ];
  return (
    <Select
      id={input.id}
      label={label}
      invalid={input["aria-invalid"]}
      describedBy={input["aria-describedby"]}
      className="h-9 w-full max-w-56"
      value={value ?? NONE}
      onValueChange={(next) => onChange(next === NONE ? null : next)}
      options={options}
    />
  );
}
