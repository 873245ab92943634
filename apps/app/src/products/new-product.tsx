"use client";

import { Button, Dialog, DialogContent, DialogTrigger, Skeleton } from "@v1/ui";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";

const NewProductForm = dynamic(
  () => import("./new-product-form.tsx").then((module) => module.NewProductForm),
  { ssr: false, loading: () => <Skeleton className="h-54 w-full" /> },
);

/** Makes a product by hand and leads to it. */
export function NewProduct() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <Plus aria-hidden className="size-3.5" />
          New product
        </Button>
      </DialogTrigger>
      <DialogContent
        title="New product"
        description="It begins unpublished. All else about it is filled in on its page."
      >
        <NewProductForm />
      </DialogContent>
    </Dialog>
  );
}
