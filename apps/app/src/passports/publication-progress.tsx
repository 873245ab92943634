"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Status, toast } from "@v1/ui";
import { useEffect } from "react";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import type { Outputs } from "../api/types.ts";
import { counted, formatCount } from "../format.ts";

type Publication = Outputs["passports"]["publications"][number];

/** Passports that a worker publishes: how far it is, and a way to stop it. */
export function PublicationProgress({ publication }: { publication: Publication }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id, total, published, unchanged, skipped, status, cancelling } = publication;
  const cancel = useMutation(
    trpc.passports.cancel.mutationOptions({
      onSettled: () => queries.invalidateQueries(trpc.passports.publications.queryFilter()),
      onError: (error) => {
        const { message, hint } = problemOf(error);
        toast.error(message, { description: hint });
      },
    }),
  );
  // It is gone from the page once it has ended: the list and the counts are others by then.
  useEffect(
    () => () => {
      for (const part of [trpc.passports, trpc.products, trpc.brand.overview]) {
        void queries.invalidateQueries(part.pathFilter());
      }
    },
    [queries, trpc],
  );
  const done = published + unchanged + skipped;
  return (
    <section
      aria-label="Being published"
      className="mx-4 mb-3 grid gap-2 rounded-lg bg-sunken px-3 py-2.5 md:mx-6"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Status tone={status === "queued" ? "waiting" : "working"}>
          {status === "queued" ? "Waits for a worker" : "Publishing"}
        </Status>
        <p className="min-w-0 flex-1 tabular-nums">
          {formatCount(done)} of {counted(total, "passport")}
        </p>
        <Button
          size="sm"
          variant="ghost"
          disabled={cancelling}
          pending={cancel.isPending}
          onClick={() => cancel.mutate({ publicationId: id })}
        >
          {cancelling ? "Stopping" : "Stop"}
        </Button>
      </div>
      <span aria-hidden className="block h-1 overflow-hidden rounded-full bg-line">
        <span
          className="block h-full origin-left rounded-full bg-accent transition-transform duration-150"
          style={{ transform: `scaleX(${Math.min(1, done / Math.max(1, total))})` }}
        />
      </span>
      <p role="status" className="sr-only">
        {Math.floor((done / Math.max(1, total)) * 10) * 10} percent published
      </p>
    </section>
  );
}
