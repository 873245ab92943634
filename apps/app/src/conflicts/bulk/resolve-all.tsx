"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  Button,
  Dialog,
  DialogActions,
  DialogClose,
  DialogContent,
  DialogTrigger,
  Field,
  RadioGroup,
  RadioItem,
  toast,
} from "@v1/ui";
import { ListChecks } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../../api/client.ts";
import { ProblemNote } from "../../api/problem-note.tsx";
import { counted } from "../../format.ts";
import type { InboxPlace } from "../use-inbox-place.ts";
import { type BulkFigure, bulkFigure } from "./bulk-figure.ts";

/** Decides on all that the filters let through, with the figure first. */
export function ResolveAll({ inbox }: { inbox: InboxPlace }) {
  const [open, setOpen] = useState(false);
  const { data } = useQuery(useTRPC().integrations.conflicts.counts.queryOptions({ state: "open" }));
  const figure = bulkFigure(data ?? [], inbox.filter);
  if (figure.count === 0) return null;
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <ListChecks aria-hidden className="size-3.5" />
          Resolve many
        </Button>
      </DialogTrigger>
      <DialogContent
        title={`Resolve ${figure.exact ? "" : "up to "}${counted(figure.count, "conflict")}?`}
        description={<Scope inbox={inbox} figure={figure} />}
      >
        <Decide inbox={inbox} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function Scope({ inbox, figure }: { inbox: InboxPlace; figure: BulkFigure }) {
  if (inbox.place.q.trim())
    return "A search narrows only what you see: all that the filters let through is resolved.";
  if (!figure.exact)
    return "All that the filters let through; how many are of this age shows when it is done.";
  return inbox.narrowed
    ? "All that the filters let through."
    : "All open conflicts of the brand. Narrow it with the filters.";
}

function Decide({ inbox, close }: { inbox: InboxPlace; close: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [by, setBy] = useState<"pin" | "dismiss">("dismiss");
  const [reason, setReason] = useState("");
  const resolve = useMutation(
    trpc.integrations.conflicts.resolveMany.mutationOptions({
      onSuccess: ({ resolved, more }) => {
        toast.success(`${counted(resolved, "conflict")} resolved${more ? "; there are more" : ""}.`);
        void inbox.setPlace({ conflict: null });
        close();
      },
      onSettled: () => {
        void queries.invalidateQueries(trpc.integrations.conflicts.pathFilter());
        void queries.invalidateQueries(trpc.brand.overview.queryFilter());
        void queries.invalidateQueries(trpc.integrations.owners.list.queryFilter());
      },
    }),
  );
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        resolve.mutate({ filter: inbox.filter, by, ...(reason.trim() ? { reason: reason.trim() } : {}) });
      }}
    >
      <RadioGroup
        aria-label="How"
        value={by}
        onValueChange={(next) => setBy(next === "pin" ? "pin" : "dismiss")}
        className="-mx-2"
      >
        <RadioItem
          value="dismiss"
          label="Dismiss them"
          detail="No value changes. Each comes back when its connection says something else."
        />
        <RadioItem
          value="pin"
          label="Keep ours, by a pin on each product"
          detail="Syncs leave these values until somebody lifts the pins."
        />
      </RadioGroup>
      {by === "pin" ? (
        <Field
          label="Why (optional)"
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
      ) : null}
      <ProblemNote error={resolve.error} />
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={resolve.isPending}>
          {by === "pin" ? "Pin ours" : "Dismiss"}
        </Button>
      </DialogActions>
    </form>
  );
}
