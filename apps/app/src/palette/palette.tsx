"use client";

import { Button, Dialog, DialogContent, DialogTrigger, Skeleton } from "@v1/ui";
import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";

const PaletteList = dynamic(() => import("./palette-list.tsx").then((list) => list.PaletteList), {
  ssr: false,
  loading: () => <Skeleton className="m-3 h-6" />,
});

/** ⌘K or Ctrl K: a way to every page, product, connection and run. */
export function Palette() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setOpen((now) => !now);
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button
          aria-keyshortcuts="Meta+K Control+K"
          className="w-8 border-transparent bg-transparent px-0 font-normal text-ink-soft md:w-full md:justify-start md:border-line md:bg-surface md:px-2"
        >
          <Search aria-hidden className="size-4" />
          <span className="max-md:sr-only">Search</span>
          <kbd aria-hidden className="ml-auto hidden font-sans text-ink-faint text-xs md:block">
            ⌘K
          </kbd>
        </Button>
      </DialogTrigger>
      <DialogContent title="Search" className="p-0 sm:max-w-xl [&>div]:mt-0 [&>button]:hidden [&>h2]:sr-only">
        <PaletteList leave={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}
