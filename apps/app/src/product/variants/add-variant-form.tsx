"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, DialogActions, Field, FieldFrame } from "@v1/ui";
import { Controller, useForm } from "react-hook-form";
import { useTRPC } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { NamePick } from "../inputs/reference-inputs.tsx";
import type { Product } from "../types.ts";

export interface AddVariantProps {
  product: Product;
  onAdded: (variantId: string) => void;
}

interface Draft {
  color: string | null;
  size: string | null;
  sku: string;
}

export function AddVariantForm({ product, onAdded }: AddVariantProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const add = useMutation(trpc.products.addVariant.mutationOptions());
  const form = useForm<Draft>({ defaultValues: { color: null, size: null, sku: "" } });
  const { errors } = form.formState;
  const submit = form.handleSubmit(async ({ color, size, sku }) => {
    const changes = {
      ...(color ? { "variant.color": color } : {}),
      ...(size ? { "variant.size": size } : {}),
      ...(sku.trim() ? { "variant.sku": sku.trim() } : {}),
    };
    try {
      const { id } = await add.mutateAsync({ productId: product.id, changes });
      await queries.invalidateQueries(trpc.products.get.queryFilter({ id: product.id }));
      onAdded(id);
    } catch (error) {
      const { code, message, hint } = problemOf(error);
      form.setError(code === "conflict" ? "sku" : "root", {
        message: [message, hint].filter(Boolean).join(" "),
      });
    }
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <div className="grid grid-cols-2 gap-3">
        {(["color", "size"] as const).map((kind) => (
          <Controller
            key={kind}
            control={form.control}
            name={kind}
            render={({ field }) => (
              <FieldFrame label={kind === "color" ? "Colour" : "Size"}>
                {(input) => (
                  <NamePick
                    kind={kind}
                    label={kind === "color" ? "Colour" : "Size"}
                    value={field.value}
                    onPick={field.onChange}
                    input={input}
                  />
                )}
              </FieldFrame>
            )}
          />
        ))}
      </div>
      <Field label="SKU" className="font-mono" {...form.register("sku")} error={errors.sku?.message} />
      {errors.root ? (
        <p role="alert" className="text-bad">
          {errors.root.message}
        </p>
      ) : null}
      <DialogActions>
        <Button type="submit" variant="primary" pending={add.isPending}>
          Add variant
        </Button>
      </DialogActions>
    </form>
  );
}
