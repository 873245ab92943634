import { Status } from "@v1/ui";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Outputs } from "../../api/types.ts";
import { fieldLabel } from "../../values/show-value.ts";
import { Change } from "../values/change.tsx";
import { effectOf } from "./effects.ts";

type Previewed = Outputs["integrations"]["preview"]["records"]["items"][number];
type Diff = NonNullable<Previewed["diff"]>;

/** One record: what it would become, field by field. */
export function RecordDiff({ record }: { record: Previewed }) {
  const { diff, effect } = record;
  const { tone, word } = effectOf(effect);
  return (
    <div className="grid gap-x-6 gap-y-2 lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
      <div className="min-w-0">
        <Name record={record} />
        <p className="truncate font-mono text-ink-faint text-xs" title={record.externalId}>
          {record.identifier ?? record.externalId}
        </p>
        <Status tone={tone === "working" ? "good" : tone} className="mt-1 font-normal text-xs">
          {word}
        </Status>
      </div>
      {diff ? <Fields diff={diff} /> : null}
    </div>
  );
}

function Name({ record: { productId, name, externalId } }: { record: Previewed }) {
  const shown = name ?? externalId;
  if (!productId) {
    return (
      <p className="truncate font-medium" dir="auto" title={shown}>
        {shown}
      </p>
    );
  }
  return (
    <Link
      href={`/products/${productId}`}
      className="block truncate font-medium underline-offset-4 hover:underline"
      dir="auto"
      title={shown}
    >
      {shown}
    </Link>
  );
}

function Fields({ diff }: { diff: Diff }) {
  const changes = diff.changes ?? [];
  // Several connections may say otherwise of one field.
  const conflicts = (diff.conflicts ?? []).map((one, at) => ({ ...one, id: `conflict ${at}` }));
  const [kept, rejected] = [diff.kept ?? [], diff.rejected ?? []];
  return (
    <dl className="grid min-w-0 gap-1.5">
      {changes.map(({ field, variantId, before, after }) => (
        <Line key={`${field} ${variantId}`} field={field} ofVariant={variantId !== null}>
          <Change before={before} after={after} />
        </Line>
      ))}
      {conflicts.map(({ id, field, variantId, canonical, observed }) => (
        <Line key={id} field={field} ofVariant={variantId !== null} note="conflict: ours stays">
          <Change before={canonical} after={observed} versus />
        </Line>
      ))}
      {rejected.map(({ code, field, message }) => (
        <Line key={`r ${code} ${field}`} field={field ?? ""} ofVariant={false} note="refused">
          <span className="wrap-anywhere text-warn">{message}</span>
        </Line>
      ))}
      {kept.length > 0 ? (
        <Line field="" ofVariant={false} note="kept, source is empty">
          <span className="text-ink-soft">{kept.map(fieldLabel).join(", ")}</span>
        </Line>
      ) : null}
    </dl>
  );
}

interface LineProps {
  field: string;
  ofVariant: boolean;
  note?: string;
  children: ReactNode;
}

function Line({ field, ofVariant, note, children }: LineProps) {
  return (
    <div className="grid min-w-0 gap-x-3 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <dt className="text-ink-soft">
        {field ? fieldLabel(field) : null}
        {ofVariant ? <span className="text-ink-faint text-xs"> of a variant</span> : null}
        {note ? <span className="block text-ink-faint text-xs">{note}</span> : null}
      </dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
