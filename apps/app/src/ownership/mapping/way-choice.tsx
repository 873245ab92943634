"use client";

import { useQuery } from "@tanstack/react-query";
import { Field, RadioGroup, RadioItem, TextArea } from "@v1/ui";
import { useId } from "react";
import { useTRPC } from "../../api/client.ts";
import { showValue } from "../../values/show-value.ts";
import type { Draft, MappedField } from "./draft.ts";

interface WayChoiceProps {
  connectionId: string;
  field: MappedField;
  draft: Draft;
  change: (next: Partial<Draft>) => void;
  disabled: boolean;
}

const OWN = "own";

/** One of the connector's places, a place of one's own, an expression, or none at all. */
export function WayChoice({ connectionId, field, draft, change, disabled }: WayChoiceProps) {
  const others = field.options.filter(({ path }) => path !== field.default?.path);
  const option = others.find(({ path }) => draft.way === "path" && path === draft.path);
  const value = option ? `option ${option.path}` : draft.way;
  const choose = (next: string) => {
    const other = others.find(({ path }) => next === `option ${path}`);
    if (other) return change({ way: "path", path: other.path });
    change({ way: next as Draft["way"], ...(next === "path" && option ? { path: "" } : {}) });
  };
  return (
    <div className="grid gap-3">
      <RadioGroup aria-label="Where it comes from" value={value} onValueChange={choose} disabled={disabled}>
        <RadioItem
          value={OWN}
          label={field.default ? field.default.label : "Not read"}
          detail={
            field.default ? <code>{field.default.path}</code> : "The connector does not know this field."
          }
          disabled={disabled}
        />
        {others.map(({ path, label }) => (
          <RadioItem
            key={path}
            value={`option ${path}`}
            label={label}
            detail={<code>{path}</code>}
            disabled={disabled}
          />
        ))}
        <RadioItem value="path" label="Another place in the record" disabled={disabled} />
        <RadioItem
          value="expression"
          label="An expression"
          detail="JSONata, for what no place can say."
          disabled={disabled}
        />
        {field.default ? (
          <RadioItem
            value="off"
            label="Do not read it"
            detail="The connection says nothing of it."
            disabled={disabled}
          />
        ) : null}
      </RadioGroup>
      {value === "path" ? (
        <PathField
          connectionId={connectionId}
          field={field}
          draft={draft}
          change={change}
          disabled={disabled}
        />
      ) : null}
      {value === "expression" ? (
        <TextArea
          label="Expression"
          rows={3}
          className="font-mono text-xs"
          value={draft.expression}
          disabled={disabled}
          onChange={(event) => change({ expression: event.target.value })}
          hint="Over the record; of a variant’s field over the variant, with $product for the record."
        />
      ) : null}
    </div>
  );
}

function PathField({ connectionId, field, draft, change, disabled }: WayChoiceProps) {
  const listId = useId();
  const paths = useQuery(
    useTRPC().integrations.mapping.paths.queryOptions(
      { connectionId },
      { enabled: !disabled, staleTime: 300_000, retry: false },
    ),
  );
  const places = (field.level === "V" ? paths.data?.variant : paths.data?.product) ?? [];
  const known = places.find(({ path }) => path === draft.path.trim());
  return (
    <>
      <Field
        label="Place"
        list={listId}
        className="font-mono text-xs"
        placeholder="details.fabric"
        value={draft.path}
        disabled={disabled}
        onChange={(event) => change({ path: event.target.value })}
        hint={
          known
            ? `For example: ${showValue(known.example)?.slice(0, 120) ?? "nothing"}`
            : paths.isFetching
              ? "The first records are being read, to offer their places."
              : places.length > 0
                ? `${places.length} places were found in the first records.`
                : "Parts are separated by dots."
        }
      />
      <datalist id={listId}>
        {places.map(({ path, example }) => (
          <option key={path} value={path}>
            {showValue(example)?.slice(0, 80)}
          </option>
        ))}
      </datalist>
    </>
  );
}
