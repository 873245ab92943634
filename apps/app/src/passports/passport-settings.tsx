"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Checkbox, Skeleton, toast } from "@v1/ui";
import { useId } from "react";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { ProblemNote } from "../api/problem-note.tsx";

/** Below the brand's own settings, which say who may change them: whether a brand's passports are published by hand, or by themselves after a sync. */
export function PassportSettings({ isOwner }: { isOwner: boolean }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const id = useId();
  const { data, error } = useQuery(trpc.passports.settings.queryOptions());
  const change = useMutation(
    trpc.passports.setSettings.mutationOptions({
      onSuccess: (saved) => {
        queries.setQueryData(trpc.passports.settings.queryKey(), saved);
        toast.success("Saved.");
      },
      onError: (failed) => {
        const { message, hint } = problemOf(failed);
        toast.error(message, { description: hint });
      },
    }),
  );
  return (
    <section aria-labelledby={`${id}-title`} className="mt-10 grid max-w-160 gap-3">
      <h2 id={`${id}-title`} className="border-line-strong border-b pb-1.5 font-semibold text-base">
        Passports
      </h2>
      <ProblemNote error={error} />
      {!data && !error ? <Skeleton className="h-10 w-full" /> : null}
      {data ? (
        <div className="flex items-start gap-2.5">
          <Checkbox
            id={id}
            className="mt-0.5"
            checked={data.publishAfterSync}
            disabled={!isOwner || change.isPending}
            aria-describedby={`${id}-hint`}
            onCheckedChange={(checked) => change.mutate({ publishAfterSync: checked === true })}
          />
          <div>
            <label htmlFor={id} className="font-medium">
              Publish by itself after each sync
            </label>
            <p id={`${id}-hint`} className="text-pretty text-ink-soft">
              What a sync changed of a published product becomes a new version at once. Without this, changes
              wait until somebody publishes them. Products that were never published stay so either way.
            </p>
          </div>
        </div>
      ) : null}
    </section>
  );
}
