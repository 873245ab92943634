import { ADDITIONAL_PROPERTY_FLAG, buttonId, type WrapIfAdditionalTemplateProps } from "@rjsf/utils";
import { cn } from "../cn.ts";
import { inputStyle } from "../field.tsx";

/** A property whose name is up to the person: name and value side by side. */
export function AdditionalProperty(props: WrapIfAdditionalTemplateProps) {
  const { id, label, schema, children, disabled, readonly, registry, uiSchema } = props;
  if (!(ADDITIONAL_PROPERTY_FLAG in schema)) return children;
  const { RemoveButton } = registry.templates.ButtonTemplates;
  return (
    <div className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <input
          key={label}
          id={`${id}-key`}
          aria-label="Name"
          defaultValue={label}
          onBlur={props.onKeyRenameBlur}
          disabled={disabled || readonly}
          className={cn(inputStyle, "h-9")}
        />
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
