"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTrigger,
  Field,
  FieldFrame,
  Select,
} from "@v1/ui";
import { Plus } from "lucide-react";
import { useId, useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { useTRPC } from "../api/client.ts";
import { z } from "../zod.ts";
import { tellInForm } from "./tell.ts";

const SCOPES = [
  { value: "read", label: "Read", detail: "Products, connections and runs" },
  { value: "sync", label: "Sync", detail: "Start syncs and see how they go" },
] as const;

const EXPIRIES = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
  { value: "never", label: "For good" },
] as const;

const schema = z.object({
  name: z.string().trim().min(1, "Say what it is for.").max(120, "120 letters at most."),
  scopes: z.array(z.enum(["read", "sync"])).min(1, "Choose at least one."),
  expiry: z.enum(["30", "90", "365", "never"]),
});
type Draft = z.infer<typeof schema>;

interface NewKeyProps {
  onMade: (made: { name: string; key: string }) => void;
}

export function NewKey({ onMade }: NewKeyProps) {
  const [open, setOpen] = useState(false);
  const done: NewKeyProps["onMade"] = (made) => {
    setOpen(false);
    onMade(made);
  };
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <Plus aria-hidden className="size-3.5" />
          New key
        </Button>
      </DialogTrigger>
      <DialogContent title="New API key" description="For one service, with no more than it needs.">
        <NewKeyForm onMade={done} />
      </DialogContent>
    </Dialog>
  );
}

function NewKeyForm({ onMade }: NewKeyProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const create = useMutation(trpc.apiKeys.create.mutationOptions());
  const form = useForm<Draft>({
    resolver: zodResolver(schema),
    defaultValues: { name: "", scopes: ["read"], expiry: "90" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ name, scopes, expiry }) => {
    try {
      const expiresInDays = expiry === "never" ? undefined : Number(expiry);
      const { key } = await create.mutateAsync({ name, scopes, expiresInDays });
      void queries.invalidateQueries(trpc.apiKeys.list.queryFilter());
      onMade({ name, key });
    } catch (error) {
      tellInForm(error, form.setError, ["name", "scopes"]);
    }
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Field
        label="What it is for"
        placeholder="Warehouse"
        autoFocus
        error={errors.name?.message}
        {...form.register("name")}
      />
      <Controller
        control={form.control}
        name="scopes"
        render={({ field }) => (
          <Scopes value={field.value} onChange={field.onChange} error={errors.scopes?.message} />
        )}
      />
      <Controller
        control={form.control}
        name="expiry"
        render={({ field }) => (
          <FieldFrame label="Works for">
            {({ id }) => (
              <Select
                id={id}
                className="h-9 w-40"
                value={field.value}
                onValueChange={field.onChange}
                options={EXPIRIES}
              />
            )}
          </FieldFrame>
        )}
      />
      {errors.root ? (
        <p role="alert" className="text-bad">
          {errors.root.message}
        </p>
      ) : null}
      <DialogActions>
        <Button type="submit" variant="primary" pending={isSubmitting}>
          Make the key
        </Button>
      </DialogActions>
    </form>
  );
}

interface ScopesProps {
  value: Draft["scopes"];
  onChange: (scopes: Draft["scopes"]) => void;
  error?: string;
}

function Scopes({ value, onChange, error }: ScopesProps) {
  const id = useId();
  return (
    <fieldset className="grid gap-2" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1.5 font-medium text-ink text-sm">May</legend>
      {SCOPES.map((scope) => (
        <div key={scope.value} className="flex items-start gap-2.5">
          <Checkbox
            id={`${id}-${scope.value}`}
            className="mt-0.5"
            checked={value.includes(scope.value)}
            onCheckedChange={(checked) =>
              onChange(
                checked === true ? [...value, scope.value] : value.filter((one) => one !== scope.value),
              )
            }
          />
          <label htmlFor={`${id}-${scope.value}`}>
            <span className="font-medium">{scope.label}</span>
            <span className="block text-ink-soft">{scope.detail}</span>
          </label>
        </div>
      ))}
      {error ? (
        <p id={`${id}-error`} className="text-bad text-xs">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
