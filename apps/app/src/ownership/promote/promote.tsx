"use client";

import { Button, Dialog, DialogTrigger, SidePanel } from "@v1/ui";
import { ArrowRightLeft } from "lucide-react";
import { useState } from "react";
import { useFields } from "../fields/use-fields.ts";
import { PromoteForm } from "./promote-form.tsx";

/** One connection becomes the owner of all that another one owns, in one operation. */
export function Promote() {
  const { columns, owners } = useFields();
  const [open, setOpen] = useState(false);
  const owning = columns.filter(({ id }) =>
    owners.data?.fields.some(({ owner }) => owner.connectionId === id),
  );
  if (columns.length < 2 || owning.length === 0) return null;
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <ArrowRightLeft aria-hidden className="size-3.5" />
          Promote a connection
        </Button>
      </DialogTrigger>
      <SidePanel
        title="Promote a connection"
        description="It takes over every field that another one owns and that it supplies too. Nothing happens before you have seen the figures."
      >
        <PromoteForm owning={owning} columns={columns} done={() => setOpen(false)} />
      </SidePanel>
    </Dialog>
  );
}
