"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Field, FieldFrame, toast } from "@v1/ui";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { useTRPC } from "../api/client.ts";
import { QueryProblem } from "../api/query-problem.tsx";
import type { Outputs } from "../api/types.ts";
import { OwnersOnly } from "../frame/owners-only.tsx";
import { Pick } from "../product/inputs/pick.tsx";
import { z } from "../zod.ts";
import { COUNTRIES } from "./countries.ts";
import { SettingsSkeleton } from "./settings-skeleton.tsx";
import { tellInForm } from "./tell.ts";

type Brand = Outputs["brand"]["get"];

const schema = z.object({
  name: z.string().trim().min(1, "A brand needs a name.").max(120, "120 letters at most."),
  slug: z
    .string()
    .trim()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, "Use small letters, digits and hyphens, 40 at most."),
  email: z.union([z.literal(""), z.email("This is no address.")]),
  countryCode: z.string().nullable(),
});

export function BrandSettings({ isOwner }: { isOwner: boolean }) {
  const { data, error, refetch, isRefetching } = useQuery(useTRPC().brand.get.queryOptions());
  if (data) return <BrandForm brand={data} isOwner={isOwner} />;
  if (!error) return <SettingsSkeleton />;
  return (
    <QueryProblem error={error} retry={refetch} pending={isRefetching} title="The brand could not be read" />
  );
}

function BrandForm({ brand, isOwner }: { brand: Brand; isOwner: boolean }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const update = useMutation(trpc.brand.update.mutationOptions());
  const { name, slug, email, countryCode } = brand;
  const form = useForm({
    resolver: zodResolver(schema),
    values: { name, slug: slug ?? "", email: email ?? "", countryCode },
  });
  const { errors, isDirty, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      const saved = await update.mutateAsync({ ...values, email: values.email || null });
      queries.setQueryData(trpc.brand.get.queryKey(), saved);
      void queries.invalidateQueries(trpc.brand.list.queryFilter());
      toast.success("Saved.");
    } catch (error) {
      tellInForm(error, form.setError, ["name", "slug", "email", "countryCode"]);
    }
  });
  return (
    <form onSubmit={submit} noValidate className="grid max-w-160 gap-5">
      {isOwner ? null : <OwnersOnly what="change these" />}
      <Field
        label="Name"
        dir="auto"
        readOnly={!isOwner}
        error={errors.name?.message}
        {...form.register("name")}
      />
      <Field
        label="Short name"
        hint="Stands in addresses of passports. Printed codes do not depend on it."
        className="font-mono"
        readOnly={!isOwner}
        error={errors.slug?.message}
        {...form.register("slug")}
      />
      <Field
        label="Contact address"
        type="email"
        hint="Where people who look at a passport may write to."
        readOnly={!isOwner}
        error={errors.email?.message}
        {...form.register("email")}
      />
      <Controller
        control={form.control}
        name="countryCode"
        render={({ field }) => (
          <Country
            value={field.value}
            onChange={field.onChange}
            error={errors.countryCode?.message}
            isOwner={isOwner}
          />
        )}
      />
      {errors.root ? (
        <p role="alert" className="text-bad">
          {errors.root.message}
        </p>
      ) : null}
      {isOwner ? (
        <div className="flex gap-2">
          <Button type="submit" variant="primary" disabled={!isDirty} pending={isSubmitting}>
            Save
          </Button>
          {isDirty ? (
            <Button variant="ghost" onClick={() => form.reset()}>
              Discard
            </Button>
          ) : null}
        </div>
      ) : null}
    </form>
  );
}

interface CountryProps {
  value: string | null;
  onChange: (code: string | null) => void;
  error?: string;
  isOwner: boolean;
}

function Country({ value, onChange, error, isOwner }: CountryProps) {
  const [search, setSearch] = useState("");
  const name = COUNTRIES.find((country) => country.value === value)?.label ?? value;
  if (!isOwner) return <Field label="Country" readOnly value={name ?? "None"} />;
  return (
    <FieldFrame label="Country" error={error}>
      {(input) => (
        <Pick
          label="Country"
          input={input}
          filter
          shown={name}
          chosen={value}
          options={COUNTRIES}
          onPick={onChange}
          search={search}
          onSearch={setSearch}
        />
      )}
    </FieldFrame>
  );
}
