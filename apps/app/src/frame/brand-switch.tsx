"use client";

import {
  Dialog,
  DialogContent,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuGroup,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
  Skeleton,
} from "@v1/ui";
import { ChevronsUpDown, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useBrands } from "./brand.tsx";
import { LazyBrandForm } from "./lazy-brand-form.tsx";
import { Mark } from "./mark.tsx";

export function BrandSwitch() {
  const { brand, all, choose } = useBrands();
  const [making, setMaking] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const router = useRouter();
  if (!brand) {
    return (
      <div className="flex h-9 items-center gap-2.5 px-1.5">
        <Mark />
        <Skeleton className="h-4 w-28" />
      </div>
    );
  }
  const go = (id: string) => {
    choose(id);
    // What a page's address names belongs to the brand that was left.
    router.push("/overview");
  };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger
          ref={trigger}
          className="flex h-9 min-w-0 items-center gap-2.5 rounded-md px-1.5 hover:bg-sunken"
        >
          <Mark className="shrink-0" />
          <span className="truncate font-semibold text-base tracking-tight" dir="auto">
            {brand.name}
          </span>
          <ChevronsUpDown aria-hidden className="ml-auto size-4 shrink-0 text-ink-faint" />
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start" className="max-w-72">
          <DropdownMenuLabel>Your brands</DropdownMenuLabel>
          <DropdownMenuGroup value={brand.id} onValueChange={go}>
            {all.map(({ id, name }) => (
              <DropdownMenuRadioItem key={id} value={id}>
                <span className="truncate" dir="auto">
                  {name}
                </span>
              </DropdownMenuRadioItem>
            ))}
          </DropdownMenuGroup>
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => setMaking(true)}>
            <Plus aria-hidden />
            Create a brand
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <Dialog open={making} onOpenChange={setMaking}>
        <DialogContent
          title="Create a brand"
          description="You will be its owner, and can invite others."
          onCloseAutoFocus={(event) => {
            // The item of the menu that opened it is gone by then.
            event.preventDefault();
            trigger.current?.focus();
          }}
        >
          <LazyBrandForm
            done={(id) => {
              setMaking(false);
              go(id);
            }}
          />
        </DialogContent>
      </Dialog>
    </>
  );
}
