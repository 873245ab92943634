import {
  type ArrayFieldItemTemplateProps,
  type ArrayFieldTemplateProps,
  buttonId,
  canExpand,
  descriptionId,
  errorId,
  type FieldErrorProps,
  type FieldTemplateProps,
  type IconButtonProps,
  type MultiSchemaFieldTemplateProps,
  type ObjectFieldTemplateProps,
  type OptionalDataControlsTemplateProps,
} from "@rjsf/utils";
import { ChevronDown, ChevronUp, Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../button.tsx";
import { cn } from "../cn.ts";
import { AdditionalProperty } from "./additional-property.tsx";
import { Properties } from "./properties.tsx";

/** Label, input, and below it the error and what the schema says of it: an error may refer to that. */
export function FieldTemplate(props: FieldTemplateProps) {
  const { id, label, children, errors, hidden, required, displayLabel, schema } = props;
  if (hidden) return <div className="hidden">{children}</div>;
  const note = displayLabel && schema.description;
  return (
    <AdditionalProperty {...props}>
      <div className="grid content-start gap-1.5">
        {displayLabel ? (
          <label htmlFor={id} className="font-medium text-ink text-sm">
            {label}
            {required ? null : <span className="font-normal text-ink-faint"> (optional)</span>}
          </label>
        ) : null}
        {children}
        {errors}
        {note ? (
          <p id={descriptionId(id)} className="text-pretty text-ink-faint text-xs">
            {schema.description}
          </p>
        ) : null}
      </div>
    </AdditionalProperty>
  );
}

export function FieldErrorTemplate({ errors = [], fieldPathId }: FieldErrorProps) {
  if (errors.length === 0) return null;
  return (
    <p id={errorId(fieldPathId)} role="alert" className="text-pretty text-bad text-xs">
      {errors.filter((error) => typeof error === "string").join(" ")}
    </p>
  );
}

/** The form itself has no frame; objects within are set off by a line. */
export function ObjectFieldTemplate(props: ObjectFieldTemplateProps) {
  const { title, description, schema, uiSchema, formData, fieldPathId, registry, optionalDataControl } =
    props;
  const { AddButton } = registry.templates.ButtonTemplates;
  const isRoot = fieldPathId.path.length === 0;
  const add = canExpand(schema, uiSchema, formData) ? (
    <AddButton
      id={buttonId(fieldPathId, "add")}
      onClick={props.onAddProperty}
      disabled={props.disabled || props.readonly}
      uiSchema={uiSchema}
      registry={registry}
    />
  ) : null;
  if (isRoot) {
    return (
      <div className="grid gap-4">
        <Properties {...props} />
        {add}
      </div>
    );
  }
  return (
    <Group
      id={fieldPathId.$id}
      title={title}
      description={description}
      className="gap-3 border-line border-l-2 pl-4"
    >
      {props.properties.map(({ content }) => content)}
      <div className="flex gap-2 empty:hidden">
        {add}
        {optionalDataControl}
      </div>
    </Group>
  );
}

export function ArrayFieldTemplate(props: ArrayFieldTemplateProps) {
  const { title, schema, items, canAdd, onAddClick, fieldPathId, registry, uiSchema, optionalDataControl } =
    props;
  const { AddButton } = registry.templates.ButtonTemplates;
  return (
    <Group id={fieldPathId.$id} title={title} description={schema.description} className="gap-2">
      {items}
      <div className="flex gap-2 empty:hidden">
        {canAdd ? (
          <AddButton
            id={buttonId(fieldPathId, "add")}
            onClick={onAddClick}
            disabled={props.disabled || props.readonly}
            uiSchema={uiSchema}
            registry={registry}
          />
        ) : null}
        {optionalDataControl}
      </div>
    </Group>
  );
}

interface GroupProps {
  id: string;
  title: string;
  description: ReactNode;
  className: string;
  children: ReactNode;
}

function Group({ id, title, description, className, children }: GroupProps) {
  return (
    <fieldset id={id} aria-labelledby={`${id}-name`} className={cn("grid min-w-0", className)}>
      <div>
        <p id={`${id}-name`} className="font-medium text-ink text-sm">
          {title}
        </p>
        {description ? <p className="text-pretty text-ink-faint text-xs">{description}</p> : null}
      </div>
      {children}
    </fieldset>
  );
}

export function ArrayFieldItemTemplate(props: ArrayFieldItemTemplateProps) {
  const { children, hasToolbar, registry, buttonsProps } = props;
  const { ArrayFieldItemButtonsTemplate } = registry.templates;
  return (
    <div className="flex items-start gap-2">
      <div className="min-w-0 flex-1 [&_label]:sr-only">{children}</div>
      {hasToolbar ? (
        <div className="flex shrink-0">
          <ArrayFieldItemButtonsTemplate {...buttonsProps} />
        </div>
      ) : null}
    </div>
  );
}

export function MultiSchemaFieldTemplate({ selector, optionSchemaField }: MultiSchemaFieldTemplateProps) {
  return (
    <div className="grid gap-3">
      {selector}
      {optionSchemaField}
    </div>
  );
}

export function OptionalDataControlsTemplate(props: OptionalDataControlsTemplateProps) {
  const { id, onAddClick, onRemoveClick } = props;
  const press = onAddClick ?? onRemoveClick;
  if (!press) return null;
  return (
    <Button id={id} size="sm" variant={onAddClick ? "secondary" : "ghost"} onClick={() => press()}>
      {onAddClick ? "Set" : "Leave out"}
    </Button>
  );
}

function iconButton(Icon: typeof Plus, name: string) {
  return function IconButton({ id, onClick, disabled, className }: IconButtonProps) {
    return (
      <Button
        id={id}
        variant="ghost"
        size="icon"
        aria-label={name}
        title={name}
        onClick={onClick}
        disabled={disabled}
        className={cn("size-9 shrink-0", className)}
      >
        <Icon aria-hidden className="size-4" />
      </Button>
    );
  };
}

function AddButton({ id, onClick, disabled }: IconButtonProps) {
  return (
    <Button id={id} size="sm" onClick={onClick} disabled={disabled} className="justify-self-start">
      <Plus aria-hidden className="size-3.5" />
      Add
    </Button>
  );
}

export const buttonTemplates = {
  AddButton,
  MoveUpButton: iconButton(ChevronUp, "Move up"),
  MoveDownButton: iconButton(ChevronDown, "Move down"),
  RemoveButton: iconButton(X, "Remove"),
};
