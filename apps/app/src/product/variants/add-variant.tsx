"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, DialogActions, DialogContent, DialogTrigger, Field, FieldFrame } from "@v1/ui";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { useTRPC } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { NamePick } from "../inputs/reference-inputs.tsx";
import type { Product } from "../types.ts";

interface AddVariantProps {
  product: Product;
  onAdded: (variantId: string) => void;
}

interface Draft {
  color: string | null;
  size: string | null;
  sku: string;
}

export function AddVariant({ product, onAdded }: AddVariantProps) {
  const [open, setOpen] = useState(false);
  const done = (id: string) => {
    setOpen(false);
    onAdded(id);
  };
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm">
          <Plus aria-hidden className="size-3.5" />
          Add variant
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Add a variant"
        description="It inherits from the product all that it has not of its own."
      >
        <AddVariantForm product={product} onAdded={done} />
      </DialogContent>
    </Dialog>
  );
}

function AddVariantForm({ product, onAdded }: AddVariantProps) {
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
