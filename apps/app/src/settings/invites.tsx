"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Badge, Button, Field, FieldFrame, RelativeTime, Select } from "@v1/ui";
import { isPast } from "date-fns";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { z } from "../zod.ts";
import { ShownOnce } from "./shown-once.tsx";
import { tellFailure, tellInForm } from "./tell.ts";

const schema = z.object({
  email: z.email("This is no address."),
  role: z.enum(["owner", "member"]),
});

const ROLES = [
  { value: "member", label: "Member" },
  { value: "owner", label: "Owner" },
] as const;

interface Made {
  email: string;
  link: string;
}

/** Invitations that are open, and the way to make one. */
export function Invites() {
  const [made, setMade] = useState<Made | null>(null);
  return (
    <section aria-labelledby="invites" className="grid gap-4">
      <div>
        <h2 id="invites" className="font-semibold text-base">
          Invite somebody
        </h2>
        <p className="text-pretty text-ink-soft">
          You get a link to pass on. It works for seven days, for the address that you invite.
        </p>
      </div>
      <InviteForm onMade={setMade} />
      {made ? (
        <ShownOnce
          label={`Link for ${made.email}`}
          secret={made.link}
          note="It is shown this once. Send it to them yourself."
          close={() => setMade(null)}
        />
      ) : null}
      <OpenInvites onRevoked={() => setMade(null)} />
    </section>
  );
}

function InviteForm({ onMade }: { onMade: (made: Made) => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const create = useMutation(trpc.brand.invites.create.mutationOptions());
  const form = useForm<z.infer<typeof schema>>({
    resolver: zodResolver(schema),
    defaultValues: { email: "", role: "member" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      const { token, email } = await create.mutateAsync(values);
      onMade({ email, link: `${window.location.origin}/invite/${token}` });
      form.reset();
      void queries.invalidateQueries(trpc.brand.invites.list.queryFilter());
    } catch (error) {
      tellInForm(error, form.setError, ["email", "role"]);
    }
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_8rem_auto]">
      <Field
        label="Email"
        type="email"
        autoComplete="off"
        error={errors.email?.message}
        {...form.register("email")}
      />
      <Controller
        control={form.control}
        name="role"
        render={({ field }) => (
          <FieldFrame label="Role">
            {({ id }) => (
              <Select
                id={id}
                className="h-9 w-full"
                value={field.value}
                onValueChange={field.onChange}
                options={ROLES}
              />
            )}
          </FieldFrame>
        )}
      />
      <Button type="submit" variant="primary" size="lg" pending={isSubmitting} className="h-9 sm:mt-6.5">
        <UserPlus aria-hidden className="size-3.5" />
        Invite
      </Button>
      {errors.root ? (
        <p role="alert" className="text-bad sm:col-span-3">
          {errors.root.message}
        </p>
      ) : null}
    </form>
  );
}

function OpenInvites({ onRevoked }: { onRevoked: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data, error } = useQuery(trpc.brand.invites.list.queryOptions());
  const revoke = useMutation(
    trpc.brand.invites.revoke.mutationOptions({
      onSuccess: () => {
        onRevoked();
        return queries.invalidateQueries(trpc.brand.invites.list.queryFilter());
      },
      onError: tellFailure,
    }),
  );
  if (error && !data) {
    return (
      <p role="alert" className="text-bad">
        Open invitations could not be read. {problemOf(error).message} {problemOf(error).hint}
      </p>
    );
  }
  if (!data || data.length === 0) return null;
  return (
    <ul aria-label="Open invitations" className="border-line border-t">
      {data.map(({ id, email, role, expiresAt, createdAt }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b py-2">
          <span className="min-w-0 flex-1 basis-48">
            <span className="flex items-center gap-2">
              <span className="truncate font-medium">{email}</span>
              {isPast(expiresAt) ? <Badge tone="warn">expired</Badge> : <Badge>open</Badge>}
            </span>
            <span className="text-ink-faint text-xs">
              As {role}, invited <RelativeTime at={createdAt} />
            </span>
          </span>
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Withdraw the invitation of ${email}`}
            disabled={revoke.isPending}
            onClick={() => revoke.mutate({ id })}
          >
            Withdraw
          </Button>
        </li>
      ))}
    </ul>
  );
}
