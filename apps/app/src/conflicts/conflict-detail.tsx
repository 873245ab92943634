"use client";

import { useQuery } from "@tanstack/react-query";
import { RelativeTime, Skeleton } from "@v1/ui";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTRPC } from "../api/client.ts";
import type { Outputs } from "../api/types.ts";
import { ownerName } from "../ownership/fields/groups.ts";
import { OwnerMark } from "../ownership/fields/owner-mark.tsx";
import { differences } from "../ownership/values/differences.ts";
import { ValueSide } from "../ownership/values/value-side.tsx";
import { showValue } from "../values/show-value.ts";
import { type Actions, ConflictActions } from "./conflict-actions.tsx";
import type { Conflict } from "./use-conflicts.ts";

type Detail = Outputs["integrations"]["conflicts"]["get"];

interface ConflictDetailProps {
  conflict: Conflict;
  actions: Actions;
  pending: boolean;
  /** What went wrong, beside the buttons. */
  children: ReactNode;
}

/** Both values side by side, who owns the field, what the others say, and what can be done. */
export function ConflictDetail({ conflict, actions, pending, children }: ConflictDetailProps) {
  const { data, error } = useQuery(
    useTRPC().integrations.conflicts.get.queryOptions({ conflictId: conflict.id }),
  );
  const { product, productId, productIdentifier, variant, label, connection, openedAt, dismissedAt } =
    conflict;
  const { lines, left, right } = differences(conflict.canonical, conflict.observed);
  return (
    <div className="grid max-w-3xl gap-5">
      <div>
        <h2 className="line-clamp-3 wrap-anywhere font-semibold text-lg" dir="auto">
          <Link href={`/products/${productId}`} className="underline-offset-4 hover:underline">
            {product}
          </Link>
        </h2>
        <p className="wrap-anywhere text-ink-soft">
          <span className="font-medium text-ink">{label}</span>
          {variant ? (
            <>
              {" of the variant "}
              <bdi className="font-mono text-xs">{variant}</bdi>
            </>
          ) : null}
          {" · "}
          <span className="font-mono text-xs">{productIdentifier}</span>
          {" · "}
          {dismissedAt ? "dismissed" : "open since"} <RelativeTime at={dismissedAt ?? openedAt} />
        </p>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <Side
          heading="Ours"
          mark={<OwnerMark kind="owns" />}
          note={<OwnerNote owner={data?.owner} failed={!!error} />}
        >
          <ValueSide parts={left} lines={lines} tone="ours" />
        </Side>
        <Side heading={connection} mark={<OwnerMark kind="observes" />} note="observes this field">
          <ValueSide parts={right} lines={lines} tone="theirs" />
        </Side>
      </div>
      {children}
      <ConflictActions conflict={conflict} actions={actions} pending={pending} />
      <Others detail={data} conflict={conflict} />
    </div>
  );
}

function Side({
  heading,
  mark,
  note,
  children,
}: {
  heading: string;
  mark: ReactNode;
  note: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={heading} className="min-w-0 rounded-lg border border-line bg-surface p-4">
      <h3 className="flex min-w-0 items-center gap-2 font-medium">
        {mark}
        <span className="truncate" dir="auto" title={heading}>
          {heading}
        </span>
      </h3>
      <p className="mb-3 text-ink-faint text-xs">{note}</p>
      <div className="max-h-72 overflow-y-auto text-base">{children}</div>
    </section>
  );
}

function OwnerNote({ owner, failed }: { owner: Detail["owner"] | undefined; failed: boolean }) {
  if (failed) return "who owns it could not be read";
  if (!owner) return <Skeleton className="my-0.5 h-3 w-32" />;
  return (
    <>
      <bdi>{ownerName(owner)}</bdi> {owner.kind === "manual" ? "own" : "owns"} this field
    </>
  );
}

/** What every further connection says of the same value. */
function Others({ detail, conflict }: { detail: Detail | undefined; conflict: Conflict }) {
  const others = detail?.others.filter(({ connectionId }) => connectionId !== conflict.connectionId) ?? [];
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="others-heading">
      <h3 id="others-heading" className="pb-1 font-medium">
        What the others say
      </h3>
      <ul>
        {others.map(({ connectionId, connection, observed, isOwner }) => (
          <li key={connectionId} className="flex min-w-0 items-baseline gap-2 border-line border-t py-1.5">
            <OwnerMark kind={isOwner ? "owns" : "observes"} className="translate-y-0.5" />
            <span className="max-w-40 shrink-0 truncate" dir="auto" title={connection}>
              {connection}
            </span>
            <span className="min-w-0 truncate text-ink-soft" dir="auto">
              {showValue(observed) ?? "nothing"}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
