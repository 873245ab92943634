"use client";

import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuGroup,
  DropdownMenuLabel,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
  Skeleton,
} from "@v1/ui";
import { ChevronsUpDown } from "lucide-react";
import { type Brand, useBrands } from "./brand.tsx";
import { Mark } from "./mark.tsx";

export function BrandSwitch() {
  const { brand, all, choose } = useBrands();
  if (!brand) {
    return (
      <div className="flex h-9 items-center gap-2.5 px-1.5">
        <Mark />
        <Skeleton className="h-4 w-28" />
      </div>
    );
  }
  if (all.length === 1) return <Name brand={brand} />;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="flex min-w-0 items-center rounded-md hover:bg-sunken">
        <Name brand={brand} />
        <ChevronsUpDown aria-hidden className="mr-1.5 ml-auto size-4 shrink-0 text-ink-faint" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        <DropdownMenuLabel>Your brands</DropdownMenuLabel>
        <DropdownMenuGroup value={brand.id} onValueChange={choose}>
          {all.map(({ id, name }) => (
            <DropdownMenuRadioItem key={id} value={id}>
              <span className="truncate" dir="auto">
                {name}
              </span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function Name({ brand }: { brand: Brand }) {
  return (
    <span className="flex h-9 min-w-0 items-center gap-2.5 px-1.5">
      <Mark className="shrink-0" />
      <span className="truncate font-semibold text-base tracking-tight" dir="auto">
        {brand.name}
      </span>
    </span>
  );
}
