import { RelativeTime } from "@v1/ui";
import { format } from "date-fns";
import Link from "next/link";
import type { ReactNode } from "react";
import { ownerName } from "../fields/groups.ts";
import type { Explanation } from "./explanation.ts";
import { transformWords } from "./transform-words.ts";

const link = "text-accent-ink underline decoration-accent-ink/40 underline-offset-4 hover:decoration-current";

/** Owner, who wrote the value, from which place of which record, and the pin. */
export function ExplainFacts({ explanation }: { explanation: Explanation }) {
  return (
    <dl className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5">
      <OwnerRow explanation={explanation} />
      <WrittenRow explanation={explanation} />
      <SourceRow explanation={explanation} />
      <PinRow explanation={explanation} />
    </dl>
  );
}

function OwnerRow({ explanation: { owner, field } }: { explanation: Explanation }) {
  return (
    <Row term="Owner">
      <Link href={`/integrations/fields?field=${field.key}`} className={link} dir="auto">
        {ownerName(owner)}
      </Link>
      {owner.since ? (
        <>
          {" "}
          since <RelativeTime at={owner.since} />
        </>
      ) : null}
      {owner.kind === "connection" && !owner.speaks ? ", which says nothing here" : null}
    </Row>
  );
}

function WrittenRow({ explanation: { provenance } }: { explanation: Explanation }) {
  if (!provenance) return null;
  const { runId, connection, user, at } = provenance;
  return (
    <Row term="Written">
      {at ? <RelativeTime at={at} /> : "at a time that is not on record"}
      {user ? (
        <>
          {" "}
          by <bdi>{user}</bdi>
        </>
      ) : null}
      {runId ? (
        <>
          {" in "}
          <Link href={`/runs/${runId}`} className={link}>
            a run{connection ? ` of ${connection}` : ""}
          </Link>
        </>
      ) : null}
    </Row>
  );
}

function SourceRow({ explanation: { source } }: { explanation: Explanation }) {
  if (!source) return null;
  const transform = transformWords(source.transform);
  return (
    <Row term="From">
      {source.label ? `${source.label}, ` : null}
      {source.path === null ? null : (
        <>
          <code className="font-mono text-xs">{source.path || "the whole record"}</code> of{" "}
        </>
      )}
      record <code className="font-mono text-xs">{source.externalId}</code> of{" "}
      <Link href={`/integrations/${source.connectionId}`} className={link} dir="auto">
        {source.connection}
      </Link>
      {transform ? <span className="block text-ink-faint text-xs">{transform}</span> : null}
    </Row>
  );
}

function PinRow({ explanation: { pin } }: { explanation: Explanation }) {
  if (!pin) return null;
  return (
    <Row term="Pin">
      by <bdi>{pin.author ?? "somebody who left"}</bdi>, <RelativeTime at={pin.createdAt} />
      {pin.expiresAt ? `, until ${format(pin.expiresAt, "d MMM yyyy")}` : ""}
      {pin.reason ? (
        <>
          : <q>{pin.reason}</q>
        </>
      ) : null}
    </Row>
  );
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{term}</dt>
      <dd className="wrap-anywhere min-w-0 text-ink-soft">{children}</dd>
    </>
  );
}
