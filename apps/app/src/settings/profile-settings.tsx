"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Field, toast } from "@v1/ui";
import { useForm } from "react-hook-form";
import { useTRPC } from "../api/client.ts";
import { QueryProblem } from "../api/query-problem.tsx";
import { useSession } from "../session/provider.tsx";
import { z } from "../zod.ts";
import { Avatar } from "./avatar.tsx";
import { SettingsSkeleton } from "./settings-skeleton.tsx";
import { tellInForm } from "./tell.ts";

const schema = z.object({ fullName: z.string().trim().max(200, "200 letters at most.") });

/** What others of the brand see of oneself. */
export function ProfileSettings() {
  const { data, error, refetch, isRefetching } = useQuery(useTRPC().user.profile.queryOptions());
  if (data) return <ProfileForm fullName={data.fullName ?? ""} hue={data.avatarHue} />;
  if (!error) return <SettingsSkeleton />;
  return (
    <QueryProblem
      error={error}
      retry={refetch}
      pending={isRefetching}
      title="Your profile could not be read"
    />
  );
}

function ProfileForm({ fullName, hue }: { fullName: string; hue: number | null }) {
  const { user } = useSession();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const update = useMutation(trpc.user.update.mutationOptions());
  const form = useForm({ resolver: zodResolver(schema), values: { fullName } });
  const { errors, isDirty, isSubmitting } = form.formState;
  const email = user.status === "in" ? user.email : "";
  const submit = form.handleSubmit(async (values) => {
    try {
      const saved = await update.mutateAsync({ fullName: values.fullName || null });
      queries.setQueryData(trpc.user.profile.queryKey(), saved);
      void queries.invalidateQueries(trpc.brand.members.list.queryFilter());
      toast.success("Saved.");
    } catch (error) {
      tellInForm(error, form.setError, ["fullName"]);
    }
  });
  return (
    <form onSubmit={submit} noValidate className="grid max-w-160 gap-5">
      <div className="flex items-center gap-3">
        <Avatar name={form.watch("fullName") || email} hue={hue} />
        <p className="text-pretty text-ink-soft">So others of your brands see you.</p>
      </div>
      <Field
        label="Your name"
        dir="auto"
        autoComplete="name"
        placeholder={email}
        error={errors.fullName?.message}
        {...form.register("fullName")}
      />
      <Field label="Email" readOnly value={email} hint="What you sign in with." />
      {errors.root ? (
        <p role="alert" className="text-bad">
          {errors.root.message}
        </p>
      ) : null}
      <Button type="submit" variant="primary" disabled={!isDirty} pending={isSubmitting} className="w-fit">
        Save
      </Button>
    </form>
  );
}
