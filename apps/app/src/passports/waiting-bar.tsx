"use client";

import { useQuery } from "@tanstack/react-query";
import { Button, Dialog, DialogActions, DialogClose, DialogContent, DialogTrigger } from "@v1/ui";
import { Eye, PencilLine } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../api/client.ts";
import { counted } from "../format.ts";
import { PublicationProgress } from "./publication-progress.tsx";
import { usePublish } from "./use-publish.ts";

/** Above the list of products: how many passports wait for their changes, and what is being published. */
export function WaitingBar({ shown, show }: { shown: boolean; show: () => void }) {
  const trpc = useTRPC();
  const count = useQuery(trpc.passports.pendingCount.queryOptions());
  const active = useQuery(
    trpc.passports.publications.queryOptions(undefined, {
      refetchInterval: ({ state }) => (state.data?.length ? 1_000 : false),
    }),
  );
  const [publication] = active.data ?? [];
  if (publication) return <PublicationProgress key={publication.id} publication={publication} />;
  if (!count.data || count.data.count === 0) return null;
  const { count: waiting, more } = count.data;
  const words = more ? `More than ${counted(waiting, "passport")}` : counted(waiting, "passport");
  return (
    <section
      aria-label="Passports that wait"
      className="mx-4 mb-3 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg bg-accent-soft px-3 py-2 md:mx-6"
    >
      <PencilLine aria-hidden className="size-4 shrink-0 text-accent-ink" />
      <p className="min-w-0 flex-1 basis-64 text-pretty">
        <span className="font-medium">{words}</span>{" "}
        {waiting === 1
          ? "shows an earlier version: its changes wait"
          : "show earlier versions: their changes wait"}{" "}
        to be published.
      </p>
      <div className="flex flex-wrap gap-2">
        {shown ? null : (
          <Button size="sm" onClick={show}>
            Show {waiting === 1 ? "it" : "them"}
          </Button>
        )}
        <PublishAll words={words} />
      </div>
    </section>
  );
}

function PublishAll({ words }: { words: string }) {
  const [open, setOpen] = useState(false);
  const { publish, pending } = usePublish();
  const submit = () => publish({ all: "pending" }).then((done) => (done ? setOpen(false) : undefined));
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm">
          <Eye aria-hidden className="size-3.5" />
          Publish all…
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Publish all that waits"
        description={`${words} ${words.startsWith("1 ") ? "gets a new version" : "get a new version each"}, where anything differs. The versions that are public now are kept as they are.`}
      >
        <DialogActions>
          <DialogClose asChild>
            <Button>Not now</Button>
          </DialogClose>
          <Button variant="primary" pending={pending} onClick={submit}>
            Publish all
          </Button>
        </DialogActions>
      </DialogContent>
    </Dialog>
  );
}
