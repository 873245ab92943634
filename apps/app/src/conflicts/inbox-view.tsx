"use client";

import { cn, Dialog, SidePanel } from "@v1/ui";
import { useState } from "react";
import { ProblemNote } from "../api/problem-note.tsx";
import { useWide } from "../frame/use-wide.ts";
import type { Actions } from "./conflict-actions.tsx";
import { ConflictDetail } from "./conflict-detail.tsx";
import { ConflictList } from "./conflict-list.tsx";
import { PinDialog } from "./pin-dialog.tsx";
import type { Conflict, Inbox } from "./use-conflicts.ts";
import type { InboxPlace } from "./use-inbox-place.ts";
import { useKeys } from "./use-keys.ts";
import { useResolve } from "./use-resolve.ts";

/** The list, and beside it the one that is looked at; keys move through it and decide. */
export function InboxView({ inbox, query }: { inbox: InboxPlace; query: Inbox }) {
  const { place, setPlace } = inbox;
  const { conflicts } = query;
  const wide = useWide();
  const chosen = conflicts.findIndex(({ id }) => id === place.conflict);
  const index = Math.max(chosen, 0);
  const current = wide || chosen >= 0 ? conflicts[index] : undefined;
  const [pinning, setPinning] = useState<Conflict | null>(null);

  const open = (conflict: Conflict | undefined) => void setPlace({ conflict: conflict?.id ?? null });
  const move = (by: number) => {
    const next = conflicts[Math.min(conflicts.length - 1, Math.max(0, index + (current ? by : 0)))];
    open(next);
    if (by > 0 && index + by >= conflicts.length - 5 && query.hasNextPage) void query.fetchNextPage();
  };
  const afterwards = () => open(conflicts[index + 1] ?? conflicts[index - 1]);
  const { resolve, pending, error, reset } = useResolve(query, afterwards);
  const act = (run: (conflict: Conflict) => void) => () => {
    if (!current || pending) return;
    reset();
    run(current);
  };
  const isOpen = place.state === "open";
  const deciding = {
    keep: act((conflict) => resolve(conflict, { by: "pin", value: "ours" })),
    take: act((conflict) => resolve(conflict, { by: "pin", value: "theirs" })),
    pin: act(setPinning),
    dismiss: act((conflict) => resolve(conflict, { by: "dismiss" })),
  };
  const reopen = act((conflict) => resolve(conflict, { by: "reopen" }));
  const actions: Actions = isOpen ? deciding : { reopen };
  const { keep: o, take: t, pin: p, dismiss: d } = deciding;
  const keys: Record<string, () => void> = isOpen ? { o, t, p, d } : { r: reopen };
  useKeys({ ...keys, j: () => move(1), k: () => move(-1) });

  const detail = current ? (
    <ConflictDetail key={current.id} conflict={current} actions={actions} pending={pending}>
      <ProblemNote error={pinning ? null : error} />
    </ConflictDetail>
  ) : null;
  return (
    <div
      aria-busy={query.isPlaceholderData}
      className={cn(
        "border-line border-t transition-opacity lg:grid lg:grid-cols-[24rem_minmax(0,1fr)]",
        query.isPlaceholderData && "opacity-60",
      )}
    >
      <ConflictList query={query} current={current?.id ?? null} open={open} />
      {wide ? (
        <section aria-label="The conflict" className="sticky top-0 max-h-dvh self-start overflow-y-auto p-6">
          {detail}
        </section>
      ) : (
        <Dialog open={detail !== null} onOpenChange={(next) => (next ? undefined : open(undefined))}>
          {current ? (
            <SidePanel title="Conflict" aria-label="The conflict">
              {detail}
            </SidePanel>
          ) : null}
        </Dialog>
      )}
      <PinDialog
        key={pinning?.id}
        conflict={pinning}
        pending={pending}
        error={error}
        close={() => setPinning(null)}
        pin={(resolution) => (pinning ? resolve(pinning, resolution, () => setPinning(null)) : undefined)}
      />
    </div>
  );
}
