"use client";

import { Button, KeyHint } from "@v1/ui";
import { Lock } from "lucide-react";
import Link from "next/link";
import { useBrands } from "../frame/brand.tsx";
import type { Conflict } from "./use-conflicts.ts";

export type Actions =
  | { keep: () => void; take: () => void; pin: () => void; dismiss: () => void }
  | { reopen: () => void };

interface ConflictActionsProps {
  conflict: Conflict;
  actions: Actions;
  pending: boolean;
}

/** One press or one key each, with what it does. */
export function ConflictActions({ conflict, actions, pending }: ConflictActionsProps) {
  if ("reopen" in actions) {
    return (
      <div className="flex flex-wrap items-center gap-2">
        <Act label="Open again" keyName="r" onClick={actions.reopen} pending={pending} />
        <Moving />
      </div>
    );
  }
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Act label="Keep ours" keyName="o" onClick={actions.keep} pending={pending} primary />
        <Act label="Take theirs" keyName="t" onClick={actions.take} pending={pending} />
        <Act label="Pin…" keyName="p" onClick={actions.pin} pending={pending} />
        <Act label="Dismiss" keyName="d" onClick={actions.dismiss} pending={pending} />
        <Moving />
      </div>
      <p className="max-w-160 text-pretty text-ink-faint text-xs">
        Keeping and taking both pin the value on this {conflict.variantId ? "variant" : "product"}: syncs
        leave it from then on. Dismissing changes nothing and comes back when <bdi>{conflict.connection}</bdi>{" "}
        says something else.
      </p>
      <GiveField conflict={conflict} />
    </div>
  );
}

interface ActProps {
  label: string;
  keyName: string;
  onClick: () => void;
  pending: boolean;
  primary?: boolean;
}

function Act({ label, keyName, onClick, pending, primary }: ActProps) {
  return (
    <Button
      variant={primary ? "primary" : "secondary"}
      aria-keyshortcuts={keyName}
      disabled={pending}
      onClick={onClick}
    >
      {label}
      <KeyHint>{keyName}</KeyHint>
    </Button>
  );
}

function Moving() {
  return (
    <span aria-hidden className="ml-2 hidden items-center gap-1 text-ink-faint text-xs lg:inline-flex">
      <KeyHint>j</KeyHint>
      <KeyHint>k</KeyHint>
      next, previous
    </span>
  );
}

/** The third way: the connection becomes the owner for the whole brand. */
function GiveField({ conflict: { fieldKey, connectionId, connection, label } }: { conflict: Conflict }) {
  const { brand } = useBrands();
  const words = (
    <>
      Make <bdi>{connection}</bdi> the owner of {label.toLowerCase()} everywhere
    </>
  );
  if (brand?.role !== "owner") {
    return (
      <p className="flex items-start gap-1.5 text-pretty text-ink-faint text-xs">
        <Lock aria-hidden className="mt-0.5 size-3 shrink-0" />
        <span>Or an owner of the brand can do more: {words}.</span>
      </p>
    );
  }
  return (
    <p className="text-xs">
      Or:{" "}
      <Link
        href={`/integrations/fields?field=${fieldKey}&to=${connectionId}`}
        className="text-accent-ink underline underline-offset-4"
      >
        {words}
      </Link>
    </p>
  );
}
