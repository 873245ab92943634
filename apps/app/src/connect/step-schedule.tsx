"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Field, toast } from "@v1/ui";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { ProblemNote } from "../api/problem-note.tsx";
import { SCHEDULES } from "../connections/schedule.ts";
import { ScheduleField } from "../connections/schedule-field.tsx";
import { counted } from "../format.ts";
import type { Saw, StepProps } from "./step-props.ts";

interface ScheduleProps extends StepProps {
  saw: Saw;
  /** Set where somebody has signed in for it. */
  connectionId: string | null;
  forget: () => void;
}

/** When to look for changes, what to call it, and go. */
export function StepSchedule(props: ScheduleProps) {
  const { integration, draft, change, saw, go, forget, connectionId } = props;
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const create = useMutation(trpc.integrations.connections.create.mutationOptions());
  const complete = useMutation(trpc.integrations.signIn.complete.mutationOptions());
  const { error, isPending, isSuccess } = connectionId ? complete : create;
  const fields = error ? problemOf(error).fields : undefined;
  const name = draft.name || saw.account.name;

  function submit(event: FormEvent) {
    event.preventDefault();
    const { config, secrets, mayCreate, matchBy, scheduleCron, left } = draft;
    const choices = {
      name,
      mayCreate,
      matchBy,
      ...(left.length > 0 ? { fields: saw.fields.filter((key) => !left.includes(key)) } : {}),
      scheduleCron: scheduleCron?.trim() || null,
    };
    if (connectionId) complete.mutate({ connectionId, ...choices }, { onSuccess: done });
    else create.mutate({ slug: integration.slug, config, secrets, ...choices }, { onSuccess: done });
  }

  function done(made: { connectionId: string }) {
    forget();
    void queries.invalidateQueries(trpc.integrations.pathFilter());
    void queries.invalidateQueries(trpc.brand.overview.queryFilter());
    toast.success(`${name} is connected`, { description: "The first full read has begun." });
    router.replace(`/integrations/${made.connectionId}`);
  }
  const busy = isPending || isSuccess;
  return (
    <form onSubmit={submit} noValidate className="grid max-w-160 gap-6">
      <ScheduleField
        label="Look for changes"
        hint="Besides, everything is read anew each night, so that nothing is missed."
        schedules={SCHEDULES}
        value={draft.scheduleCron}
        onChange={(scheduleCron) => change({ scheduleCron })}
        error={fields?.scheduleCron}
      />
      <Field
        label="Name of the connection"
        value={draft.name}
        placeholder={saw.account.name}
        onChange={(event) => change({ name: event.target.value })}
        maxLength={120}
        error={fields?.name}
        dir="auto"
      />
      <p className="text-pretty text-ink-soft">
        The first run starts at once and reads
        {saw.products === null ? " all there is" : ` ${counted(saw.products, "product")}`}. It can be watched,
        and cancelled at any time.
      </p>
      {error ? <ProblemNote error={error} /> : null}
      <div className="flex gap-2">
        <Button size="lg" onClick={() => go(2)} disabled={busy}>
          Back
        </Button>
        <Button type="submit" variant="primary" size="lg" pending={busy}>
          Connect and sync
        </Button>
      </div>
    </form>
  );
}
