"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, DialogActions, Field } from "@v1/ui";
import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { z } from "../zod.ts";

const newProduct = z.object({
  name: z.string().trim().min(1, "A product needs a name.").max(1_000),
  identifier: z.string().trim().min(1, "A product needs an identifier of its own.").max(300),
});

export function NewProductForm() {
  const router = useRouter();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const create = useMutation(trpc.products.create.mutationOptions());
  const form = useForm({
    resolver: zodResolver(newProduct),
    defaultValues: { name: "", identifier: "" },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      const { id } = await create.mutateAsync(values);
      void queries.invalidateQueries(trpc.products.list.pathFilter());
      router.push(`/products/${id}`);
    } catch (error) {
      const { code, message, hint } = problemOf(error);
      form.setError(code === "conflict" ? "identifier" : "root", {
        message: [message, hint].filter(Boolean).join(" "),
      });
    }
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Field label="Name" dir="auto" autoFocus {...form.register("name")} error={errors.name?.message} />
      <Field
        label="Product identifier"
        hint="Yours, such as a style number. No two products share one."
        className="font-mono"
        {...form.register("identifier")}
        error={errors.identifier?.message}
      />
      {errors.root ? (
        <p role="alert" className="text-bad">
          {errors.root.message}
        </p>
      ) : null}
      <DialogActions>
        <Button type="submit" variant="primary" pending={create.isPending || create.isSuccess}>
          Create product
        </Button>
      </DialogActions>
    </form>
  );
}
