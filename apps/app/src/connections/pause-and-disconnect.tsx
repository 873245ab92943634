"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, DialogActions, DialogClose, DialogContent, DialogTrigger, toast } from "@v1/ui";
import { Pause, Unplug } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { ProblemNote } from "../api/problem-note.tsx";
import { counted } from "../format.ts";
import { Resume } from "./connection-action.tsx";
import type { Connection } from "./connection-state.ts";

/** Ways to make it stop: for a while, or until it is reconnected. Both can be taken back. */
export function PauseAndDisconnect({ connection }: { connection: Connection }) {
  const paused = connection.status === "paused";
  return (
    <section aria-labelledby="stop" className="grid gap-5 border-line border-t pt-8">
      <h2 id="stop" className="font-semibold text-base">
        Stop
      </h2>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-96 text-pretty text-ink-soft">
          {paused
            ? "It is paused: nothing is read by schedule."
            : "Pause it: nothing is read by schedule until it is resumed. A run that is under way ends by itself."}
        </p>
        {paused ? <Resume connectionId={connection.id} /> : <PauseButton connectionId={connection.id} />}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-96 text-pretty text-ink-soft">
          Disconnect it: products keep their values, its fields belong to nobody, and its credentials are
          deleted.
        </p>
        <Disconnect connection={connection} />
      </div>
    </section>
  );
}

function PauseButton({ connectionId }: { connectionId: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const pause = useMutation(
    trpc.integrations.connections.pause.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.integrations.connections.pathFilter());
        toast("Paused. Nothing is read by schedule now.");
      },
      onError: (error) => toast.error(problemOf(error).message, { description: problemOf(error).hint }),
    }),
  );
  return (
    <Button pending={pause.isPending} onClick={() => pause.mutate({ connectionId })}>
      {pause.isPending ? null : <Pause aria-hidden className="size-3.5" />}
      Pause
    </Button>
  );
}

function Disconnect({ connection }: { connection: Connection }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const { id, name } = connection;
  const fields = useQuery(
    trpc.integrations.connections.fields.queryOptions({ connectionId: id }, { enabled: open }),
  );
  const owned = fields.data?.filter(({ role }) => role === "owns") ?? [];
  const disconnect = useMutation(
    trpc.integrations.connections.disconnect.mutationOptions({
      onSuccess: async () => {
        setOpen(false);
        await queries.invalidateQueries(trpc.integrations.pathFilter());
        toast(`${name} is disconnected`, { description: "Its products keep their values." });
      },
    }),
  );
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button className="text-bad">
          <Unplug aria-hidden className="size-3.5" />
          Disconnect
        </Button>
      </DialogTrigger>
      <DialogContent
        title={
          <span className="wrap-anywhere line-clamp-2" dir="auto">
            Disconnect {name}?
          </span>
        }
        description="It can be reconnected later, to the same account."
      >
        <ul className="grid list-disc gap-1.5 pl-5 text-ink-soft">
          <li>All products stay, with the values they have.</li>
          <li>
            {fields.isPending ? "The fields that it owns" : counted(owned.length, "field")} will have no
            owner: {owned.map(({ label }) => label).join(", ") || "none"}.
          </li>
          <li>Its credentials are deleted, and its schedule ends.</li>
        </ul>
        <ProblemNote error={disconnect.error} className="mt-4" />
        <DialogActions>
          <DialogClose asChild>
            <Button>Keep it connected</Button>
          </DialogClose>
          <Button
            variant="primary"
            className="bg-bad not-disabled:hover:bg-bad/90 dark:text-canvas"
            pending={disconnect.isPending}
            onClick={() => disconnect.mutate({ connectionId: id })}
          >
            Disconnect
          </Button>
        </DialogActions>
      </DialogContent>
    </Dialog>
  );
}
