"use client";

import { Button, Dialog, DialogContent, DialogTrigger } from "@v1/ui";
import { Menu } from "lucide-react";
import { useState } from "react";
import { RailNav } from "./rail-nav.tsx";

/** The rail's pages where there is no room for a rail. */
export function MobileMenu() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="ghost" size="icon" aria-label="Pages" className="md:hidden">
          <Menu aria-hidden className="size-5" />
        </Button>
      </DialogTrigger>
      <DialogContent title="Pages" className="pb-8">
        <RailNav onNavigate={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}
