import {
  descriptionId,
  enumOptionsIndexForValue,
  enumOptionsValueForIndex,
  errorId,
  getInputProps,
  type WidgetProps,
} from "@rjsf/utils";
import { Eye, EyeOff } from "lucide-react";
import { type ChangeEvent, useState } from "react";
import { Checkbox } from "../checkbox.tsx";
import { cn } from "../cn.ts";
import { inputStyle } from "../field.tsx";
import { Select } from "../select.tsx";

/** Only what is there: an id that leads nowhere says nothing. */
function describedBy({ id, rawErrors, schema }: WidgetProps): string | undefined {
  const ids = [rawErrors?.length ? errorId(id) : null, schema.description ? descriptionId(id) : null];
  return ids.filter(Boolean).join(" ") || undefined;
}

function attributes(props: WidgetProps) {
  const { id, required, readonly, disabled, autofocus, placeholder, rawErrors, onBlur, onFocus, value } =
    props;
  return {
    id,
    name: props.htmlName ?? id,
    // Told to screen readers; the browser's own bubbles would hide our sentences.
    "aria-required": required || undefined,
    readOnly: readonly,
    disabled,
    autoFocus: autofocus,
    placeholder,
    "aria-invalid": rawErrors?.length ? (true as const) : undefined,
    "aria-describedby": describedBy(props),
    onBlur: () => onBlur(id, value),
    onFocus: () => onFocus(id, value),
  };
}

function changed({ onChange, options }: WidgetProps) {
  return ({ target }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
    onChange(target.value === "" ? options.emptyValue : target.value);
}

export function BaseInput(props: WidgetProps) {
  const { schema, options, value } = props;
  const { type, step, min, max } = getInputProps(schema, props.type, options);
  return (
    <input
      {...attributes(props)}
      {...{ type, step, min, max }}
      value={value ?? ""}
      onChange={changed(props)}
      spellCheck={false}
      autoComplete="off"
      className={cn(inputStyle, "h-9")}
    />
  );
}

/** Hidden until one wants to see it. */
export function PasswordWidget(props: WidgetProps) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <span className="relative block">
      <input
        {...attributes(props)}
        type={shown ? "text" : "password"}
        value={props.value ?? ""}
        onChange={changed(props)}
        spellCheck={false}
        autoComplete="off"
        data-1p-ignore
        data-lpignore="true"
        className={cn(inputStyle, "h-9 pr-9", shown && "font-mono text-sm")}
      />
      <button
        type="button"
        onClick={() => setShown(!shown)}
        aria-pressed={shown}
        aria-label={`Show ${props.label}`}
        className="absolute inset-y-0 right-0 grid w-9 place-items-center rounded-md text-ink-faint hover:text-ink"
      >
        <Icon aria-hidden className="size-4" />
      </button>
    </span>
  );
}

export function TextareaWidget(props: WidgetProps) {
  return (
    <textarea
      {...attributes(props)}
      rows={props.options.rows ?? 5}
      value={props.value ?? ""}
      onChange={changed(props)}
      className={cn(inputStyle, "py-2")}
    />
  );
}

export function SelectWidget(props: WidgetProps) {
  const { id, options, value, disabled, readonly, placeholder, onChange, rawErrors } = props;
  const { enumOptions } = options;
  const index = enumOptionsIndexForValue(value, enumOptions, false);
  return (
    <Select
      id={id}
      value={index === undefined ? null : String(index)}
      onValueChange={(chosen) => onChange(enumOptionsValueForIndex(chosen, enumOptions, options.emptyValue))}
      options={(enumOptions ?? []).map(({ label }, at) => ({ value: String(at), label }))}
      placeholder={placeholder || "Choose"}
      disabled={disabled || readonly}
      invalid={Boolean(rawErrors?.length)}
      describedBy={describedBy(props)}
      className="h-9 w-full px-3 text-base"
    />
  );
}

export function CheckboxWidget(props: WidgetProps) {
  const { id, value, disabled, readonly, label, onChange, schema } = props;
  return (
    <div className="flex items-start gap-2.5">
      <Checkbox
        id={id}
        checked={value === true}
        disabled={disabled || readonly}
        onCheckedChange={(checked) => onChange(checked === true)}
        aria-describedby={describedBy(props)}
        className="mt-0.5"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium text-ink text-sm">
          {label}
        </label>
        {schema.description ? (
          <p id={descriptionId(id)} className="text-pretty text-ink-faint text-xs">
            {schema.description}
          </p>
        ) : null}
      </div>
    </div>
  );
}

/** Several of a few options. */
export function CheckboxesWidget(props: WidgetProps) {
  const { id, options, value, disabled, readonly, label, onChange } = props;
  const chosen: unknown[] = Array.isArray(value) ? value : [];
  return (
    <fieldset id={id} aria-label={label} aria-describedby={describedBy(props)} className="grid gap-2">
      {(options.enumOptions ?? []).map((option, at) => (
        <div key={option.label} className="flex items-center gap-2.5">
          <Checkbox
            id={`${id}-${at}`}
            checked={chosen.includes(option.value)}
            disabled={disabled || readonly}
            onCheckedChange={(checked) =>
              onChange(
                checked === true ? [...chosen, option.value] : chosen.filter((one) => one !== option.value),
              )
            }
          />
          <label htmlFor={`${id}-${at}`}>{option.label}</label>
        </div>
      ))}
    </fieldset>
  );
}
