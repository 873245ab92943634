import { Badge } from "@v1/ui";
import Link from "next/link";
import { OwnerMark } from "./owner-mark.tsx";
import type { OwnedField } from "./use-fields.ts";

/** Which connections say something of the field, and from which place of their records they take it. */
export function Sources({ field }: { field: OwnedField }) {
  return (
    <section aria-labelledby="sources-heading">
      <h3 id="sources-heading" className="pb-1 font-semibold text-base">
        Sources
      </h3>
      {field.sources.length === 0 ? (
        <p className="text-ink-soft">No connection supplies it. People fill it in, or a spreadsheet does.</p>
      ) : (
        <ul>
          {field.sources.map((source) => (
            <SourceRow key={source.connectionId} source={source} fieldKey={field.key} />
          ))}
        </ul>
      )}
    </section>
  );
}

type Source = OwnedField["sources"][number];

function SourceRow({ source, fieldKey }: { source: Source; fieldKey: string }) {
  const { connectionId, connection, owns, enabled } = source;
  const [kind, words] = owns
    ? (["owns", "owns it"] as const)
    : enabled
      ? (["observes", "observes it"] as const)
      : (["off", "switched off"] as const);
  return (
    <li className="flex items-start gap-2.5 border-line border-b py-2 last:border-b-0">
      <OwnerMark kind={kind} className="mt-1" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" dir="auto" title={connection}>
          {connection}
        </p>
        <p className="wrap-anywhere text-ink-soft text-xs">
          {words}
          <From source={source.source} />
        </p>
      </div>
      <Link
        href={`/integrations/${connectionId}?tab=fields&field=${fieldKey}`}
        className="shrink-0 rounded text-accent-ink text-xs underline-offset-4 hover:underline"
      >
        Mapping<span className="sr-only"> of {connection}</span>
      </Link>
    </li>
  );
}

function From({ source }: { source: Source["source"] }) {
  if (!source) return null;
  return (
    <>
      {" · "}
      {source.label ?? "from"} <code className="font-mono">{source.path || "the whole record"}</code>
      {source.custom ? <Badge className="ml-1.5">chosen here</Badge> : null}
    </>
  );
}
