"use client";

import { Button, Dialog, DialogContent, DialogTrigger, Skeleton } from "@v1/ui";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { AddVariantProps } from "./add-variant-form.tsx";

const AddVariantForm = dynamic(
  () => import("./add-variant-form.tsx").then((module) => module.AddVariantForm),
  { ssr: false, loading: () => <Skeleton className="h-44 w-full" /> },
);

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
