"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Field, FieldFrame, Select, toast } from "@v1/ui";
import { Controller, useForm } from "react-hook-form";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { ProblemNote } from "../api/problem-note.tsx";
import { z } from "../zod.ts";
import { CheckField } from "./check-field.tsx";
import type { Connection } from "./connection-state.ts";
import { MatchFields } from "./match-fields.tsx";
import { FULL_READS, SCHEDULES } from "./schedule.ts";
import { ScheduleField } from "./schedule-field.tsx";

const GONE = [
  {
    value: "archive",
    label: "Archive the product",
    detail: "It comes back with its values if the source has it again.",
  },
  { value: "unlink", label: "Unlink it only", detail: "The product stays as it is, without this source." },
  { value: "ignore", label: "Do nothing", detail: "The product stays linked and keeps its values." },
] as const;

const MATCHES = ["barcode", "sku", "identifier"] as const;

const settings = z.object({
  name: z.string().trim().min(1, "Give it a name.").max(120, "120 letters at most."),
  scheduleCron: z.string().trim().nullable(),
  fullReadCron: z.string().trim().nullable(),
  mayCreate: z.boolean(),
  matchBy: z.array(z.enum(MATCHES)),
  deletionPolicy: z.enum(["archive", "unlink", "ignore"]),
  archiveGuardPercent: z
    .number("Write a whole number.")
    .int("Write a whole number.")
    .min(0)
    .max(100, "100 at most."),
  acceptOlderData: z.boolean(),
});
type Settings = z.infer<typeof settings>;

/** As they are, whether or not they would be taken today. */
function settingsOf(connection: Connection): Settings {
  const { name, scheduleCron, fullReadCron, mayCreate, matchBy } = connection;
  const { deletionPolicy, archiveGuardPercent, acceptOlderData } = connection;
  return {
    name,
    scheduleCron,
    fullReadCron,
    mayCreate,
    matchBy: matchBy.flatMap((key) => MATCHES.filter((one) => one === key)),
    deletionPolicy,
    archiveGuardPercent,
    acceptOlderData,
  };
}

export function GeneralSettings({ connection, owner }: { connection: Connection; owner: boolean }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const update = useMutation(trpc.integrations.connections.update.mutationOptions());
  const initial = settingsOf(connection);
  const form = useForm<Settings>({
    resolver: zodResolver(settings),
    values: initial,
    resetOptions: { keepDirtyValues: true },
  });
  const { register, control, handleSubmit, formState, reset } = form;
  const { errors, isDirty, dirtyFields } = formState;
  const told = update.error ? problemOf(update.error).fields : undefined;

  const save = handleSubmit(async (values) => {
    const changed = Object.fromEntries(
      Object.entries(values).filter(([key]) => dirtyFields[key as keyof Settings] !== undefined),
    );
    await update.mutateAsync({ connectionId: connection.id, ...changed }).then(
      async () => {
        reset(values);
        await queries.invalidateQueries(trpc.integrations.connections.pathFilter());
        toast.success("Settings saved");
      },
      () => {},
    );
  });
  return (
    <form onSubmit={save} noValidate aria-labelledby="general">
      <h2 id="general" className="mb-4 font-semibold text-base">
        General
      </h2>
      <fieldset disabled={!owner} className="grid gap-5">
        <Field label="Name" dir="auto" error={errors.name?.message ?? told?.name} {...register("name")} />
        <Controller
          control={control}
          name="scheduleCron"
          render={({ field }) => (
            <ScheduleField
              label="Look for changes"
              schedules={SCHEDULES}
              value={field.value}
              onChange={field.onChange}
              error={told?.scheduleCron}
              disabled={!owner}
            />
          )}
        />
        <Controller
          control={control}
          name="fullReadCron"
          render={({ field }) => (
            <ScheduleField
              label="Read everything"
              hint="Only a full read can tell that a record has gone."
              schedules={FULL_READS}
              value={field.value}
              onChange={field.onChange}
              error={told?.fullReadCron}
              disabled={!owner}
            />
          )}
        />
        <Controller
          control={control}
          name="matchBy"
          render={({ field }) => (
            <MatchFields value={field.value} onChange={field.onChange} disabled={!owner} />
          )}
        />
        <Controller
          control={control}
          name="mayCreate"
          render={({ field }) => (
            <CheckField
              label="Create products for records that match none"
              note="Without it, such records wait in the review list."
              checked={field.value}
              onChange={field.onChange}
              disabled={!owner}
            />
          )}
        />
        <Controller
          control={control}
          name="deletionPolicy"
          render={({ field }) => (
            <FieldFrame label="When a record has gone at the source">
              {(input) => (
                <Select
                  id={input.id}
                  value={field.value}
                  onValueChange={field.onChange}
                  options={GONE}
                  disabled={!owner}
                  className="h-9 w-full px-3 text-base"
                />
              )}
            </FieldFrame>
          )}
        />
        <Field
          label="Ask before a run archives more than this share of its products, in percent"
          type="number"
          min={0}
          max={100}
          className="max-w-28 tabular-nums"
          error={errors.archiveGuardPercent?.message ?? told?.archiveGuardPercent}
          {...register("archiveGuardPercent", { valueAsNumber: true })}
        />
        <Controller
          control={control}
          name="acceptOlderData"
          render={({ field }) => (
            <CheckField
              label="Take records that are older than what was taken before"
              note="For sources that are set back, such as one restored from a backup."
              checked={field.value}
              onChange={field.onChange}
              disabled={!owner}
            />
          )}
        />
      </fieldset>
      <ProblemNote error={update.error} className="mt-5" />
      {owner ? (
        <div className="mt-6 flex gap-2">
          <Button
            type="submit"
            variant={isDirty ? "primary" : "secondary"}
            disabled={!isDirty}
            pending={update.isPending}
          >
            Save
          </Button>
          {isDirty ? (
            <Button variant="ghost" onClick={() => reset(initial)}>
              Discard
            </Button>
          ) : null}
        </div>
      ) : null}
    </form>
  );
}
