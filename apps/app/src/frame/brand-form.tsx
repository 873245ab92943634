"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Field } from "@v1/ui";
import { useForm } from "react-hook-form";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { z } from "../zod.ts";

const brand = z.object({
  name: z.string().trim().min(1, "Give it a name.").max(120, "120 letters at most."),
});

/** Makes a brand that the user owns. `done` gets its id, once the list of brands has it. */
export function BrandForm({ done }: { done: (id: string) => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const create = useMutation(trpc.brand.create.mutationOptions());
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: zodResolver(brand),
    defaultValues: { name: "" },
  });
  const submit = handleSubmit(async ({ name }) => {
    try {
      const { id } = await create.mutateAsync({ name });
      await queries.invalidateQueries(trpc.brand.list.queryFilter());
      done(id);
    } catch (error) {
      const { message, hint } = problemOf(error);
      setError("name", { message: [message, hint].filter(Boolean).join(" ") });
    }
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4 text-left">
      <Field
        label="Name of the brand"
        placeholder="Atelier Nord"
        autoComplete="organization"
        autoFocus
        error={formState.errors.name?.message}
        {...register("name")}
      />
      <Button type="submit" variant="primary" size="lg" pending={formState.isSubmitting} className="w-full">
        Create brand
      </Button>
    </form>
  );
}
