import { Status } from "@v1/ui";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Outputs } from "../../api/types.ts";
import { fieldLabel, showValue } from "../../values/show-value.ts";
import { Change } from "../values/change.tsx";
import { effectOf } from "./effects.ts";

type Previewed = Outputs["integrations"]["preview"]["records"]["items"][number];
type Diff = NonNullable<Previewed["diff"]>;

/** One record: what it would become, field by field. */
export function RecordDiff({ record }: { record: Previewed }) {
  const { diff, effect, values } = record;
  const { tone, word } = effectOf(effect);
  return (
    <div className="grid gap-x-6 gap-y-2 lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
      <div className="min-w-0 lg:row-span-2">
        <Name record={record} />
        <p className="truncate font-mono text-ink-faint text-xs" title={record.externalId}>
          {record.identifier ?? record.externalId}
        </p>
        <Status tone={tone === "working" ? "good" : tone} className="mt-1 font-normal text-xs">
          {word}
        </Status>
      </div>
      {values ? <NewValues values={values} /> : null}
      {diff ? <Fields diff={diff} /> : null}
    </div>
  );
}

function Name({ record: { productId, name, externalId } }: { record: Previewed }) {
  const shown = name ?? externalId;
  if (!productId) {
    return (
      <p className="truncate font-medium" title={shown}>
        <bdi>{shown}</bdi>
      </p>
    );
  }
  return (
    <Link
      href={`/products/${productId}`}
      className="block truncate font-medium underline-offset-4 hover:underline"
      title={shown}
    >
      <bdi>{shown}</bdi>
    </Link>
  );
}

/** What a new product would say, but for what stands beside it already. */
function NewValues({ values }: { values: Record<string, unknown> }) {
  const said = Object.entries(values).flatMap(([key, value]) => {
    const text = NAMES.has(key) ? null : showValue(value);
    return text === null ? [] : [{ key, text }];
  });
  return (
    <dl className="grid min-w-0 gap-1.5 empty:hidden">
      {said.map(({ key, text }) => (
        <Line key={key} field={key} ofVariant={false}>
          <span
            className="wrap-anywhere line-clamp-3"
            dir="auto"
            title={text.length > 120 ? text : undefined}
          >
            {text}
          </span>
        </Line>
      ))}
    </dl>
  );
}

const NAMES = new Set(["product.identifier", "product.name"]);

/** What happens to a record as a whole, in words; that a product is new stands beside its name. */
const EVENTS: Record<string, string> = {
  $created: "New variant",
  $tombstoned: "Gone at the source",
  $restored: "Back again",
  $linked: "Found by its codes, and linked",
};

function Fields({ diff }: { diff: Diff }) {
  const all = diff.changes ?? [];
  const changes = all.filter(({ field }) => !(field in EVENTS));
  const events = all.filter(({ field, variantId }) => field !== "$created" || variantId !== null);
  const happened = [...Map.groupBy(events, ({ field }) => EVENTS[field])].flatMap(([words, same]) =>
    words ? [same.length > 1 ? `${words} (${same.length})` : words] : [],
  );
  // Several connections may say otherwise of one field.
  const conflicts = (diff.conflicts ?? []).map((one, at) => ({ ...one, id: `conflict ${at}` }));
  const [kept, rejected] = [diff.kept ?? [], diff.rejected ?? []];
  return (
    <dl className="grid min-w-0 gap-1.5 empty:hidden">
      {happened.length > 0 ? (
        <Line field="" ofVariant={false} note="the record">
          {happened.join(" · ")}
        </Line>
      ) : null}
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
