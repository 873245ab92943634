import { ADDITIONAL_PROPERTY_FLAG, buttonId, type WrapIfAdditionalTemplateProps } from "@rjsf/utils";
import { cn } from "../cn.ts";
import { inputStyle } from "../field.tsx";
import { Select } from "../select.tsx";
import { humanName, NAMES } from "./plain-schema.ts";

/** A property whose name is up to the person: name and value side by side. */
export function AdditionalProperty(props: WrapIfAdditionalTemplateProps) {
  const { id, schema, children, disabled, readonly, registry, uiSchema } = props;
  if (!(ADDITIONAL_PROPERTY_FLAG in schema)) return children;
  const { RemoveButton } = registry.templates.ButtonTemplates;
  return (
    <div className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <Name {...props} />
      </div>
      <div className="min-w-0 flex-1 [&_label]:sr-only">{children}</div>
      <RemoveButton
        id={buttonId(id, "remove")}
        disabled={disabled || readonly}
        onClick={props.onRemoveProperty}
        uiSchema={uiSchema}
        registry={registry}
      />
    </div>
  );
}

/** Chosen where the schema says which names there are, else typed. */
function Name({ id, label, schema, disabled, readonly, ...props }: WrapIfAdditionalTemplateProps) {
  const names: string[] | undefined = schema[NAMES];
  if (!names) {
    return (
      <input
        key={label}
        id={`${id}-key`}
        aria-label="Name"
        defaultValue={label}
        onBlur={props.onKeyRenameBlur}
        disabled={disabled || readonly}
        className={cn(inputStyle, "h-9")}
      />
    );
  }
  return (
    <Select
      id={`${id}-key`}
      label="Name"
      value={names.includes(label) ? label : null}
      onValueChange={props.onKeyRename}
      options={names.map((name) => ({ value: name, label: humanName(name) }))}
      placeholder="Choose"
      disabled={disabled || readonly}
      className="h-9 w-full px-3 text-base"
    />
  );
}
