"use client";

import { type FormProps, withTheme } from "@rjsf/core";
import { type ErrorSchema, englishStringTranslator, type RJSFSchema, TranslatableString } from "@rjsf/utils";
import { type Ref, useImperativeHandle, useMemo, useRef, useState } from "react";
import { focusFirst, plainSchema, uiSchemaOf } from "./plain-schema.ts";
import {
  ArrayFieldItemTemplate,
  ArrayFieldTemplate,
  buttonTemplates,
  FieldErrorTemplate,
  FieldTemplate,
  MultiSchemaFieldTemplate,
  ObjectFieldTemplate,
  OptionalDataControlsTemplate,
} from "./templates.tsx";
import { validator } from "./validator.ts";
import {
  BaseInput,
  CheckboxesWidget,
  CheckboxWidget,
  PasswordWidget,
  SelectWidget,
  TextareaWidget,
} from "./widgets.tsx";

const Form = withTheme({
  templates: {
    FieldTemplate,
    FieldErrorTemplate,
    ObjectFieldTemplate,
    ArrayFieldTemplate,
    ArrayFieldItemTemplate,
    MultiSchemaFieldTemplate,
    OptionalDataControlsTemplate,
    BaseInputTemplate: BaseInput,
    ButtonTemplates: buttonTemplates,
  },
  widgets: {
    PasswordWidget,
    TextareaWidget,
    SelectWidget,
    CheckboxWidget,
    CheckboxesWidget,
    RadioWidget: SelectWidget,
  },
});

export interface SchemaFormHandle {
  /** Shows what is wrong beside its field; true where nothing is. */
  validate: () => boolean;
}

interface SchemaFormProps {
  /** JSON Schema, of whatever origin. */
  schema: Record<string, unknown>;
  value: Record<string, unknown>;
  /** `typed` is false where nobody did anything: the schema's defaults were filled in. */
  onChange: (value: Record<string, unknown>, typed: boolean) => void;
  /** What a server said of fields, by path such as "market.country". */
  errors?: Record<string, string>;
  /** Texts are hidden while they are typed. */
  secret?: boolean;
  disabled?: boolean;
  /** Puts the cursor into the first input. */
  autoFocus?: boolean;
  idPrefix: string;
  ref?: Ref<SchemaFormHandle>;
}

/** Inputs for whatever a JSON Schema describes, to stand within a form. */
export function SchemaForm(props: SchemaFormProps) {
  const {
    schema,
    value,
    onChange,
    errors,
    secret = false,
    disabled,
    autoFocus = false,
    idPrefix,
    ref,
  } = props;
  const plain = useMemo(() => plainSchema(schema as RJSFSchema), [schema]);
  const ui = useMemo(() => {
    const own = uiSchemaOf(plain, { secret });
    return { ...(autoFocus ? focusFirst(own, plain) : own), "ui:submitButtonOptions": { norender: true } };
  }, [plain, secret, autoFocus]);
  const told = useMemo(() => toErrors(errors), [errors]);
  const [tried, setTried] = useState(false);
  const form = useRef<{ validateForm: () => boolean }>(null);
  useImperativeHandle(ref, () => ({
    validate() {
      setTried(true);
      return form.current?.validateForm() ?? true;
    },
  }));
  const changed: FormProps["onChange"] = ({ formData }, id) => onChange(formData ?? {}, id !== undefined);
  return (
    <Form
      ref={form as FormProps["ref"]}
      tagName="div"
      schema={plain}
      uiSchema={ui}
      formData={value}
      onChange={changed}
      validator={validator}
      extraErrors={told}
      liveValidate={tried}
      showErrorList={false}
      // Faults stand beside their fields; RJSF would write them to the console as well.
      onError={() => {}}
      noHtml5Validate
      translateString={words}
      experimental_defaultFormStateBehavior={DEFAULTS}
      disabled={disabled}
      idPrefix={idPrefix}
    />
  );
}

/** What nobody filled in is not there: RJSF would begin objects that may be left out. */
const DEFAULTS = { emptyObjectFields: "skipEmptyDefaults" } as const;

/** A property that was just added is empty: RJSF would write "New Value" into it. */
function words(key: TranslatableString, params?: string[]): string {
  return key === TranslatableString.NewStringDefault ? "" : englishStringTranslator(key, params);
}

function toErrors(errors: Record<string, string> | undefined): ErrorSchema | undefined {
  if (!errors) return undefined;
  const root: ErrorSchema = {};
  for (const [path, message] of Object.entries(errors)) {
    let place: Record<string, ErrorSchema> = root as Record<string, ErrorSchema>;
    let node: ErrorSchema = root;
    for (const part of path.split(".")) {
      node = place[part] ?? {};
      place[part] = node;
      place = node as Record<string, ErrorSchema>;
    }
    node.__errors = [message];
  }
  return root;
}
