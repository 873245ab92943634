"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import {
  Button,
  Command,
  CommandEmpty,
  CommandInput,
  CommandItem,
  CommandList,
  Popover,
  PopoverContent,
  PopoverTrigger,
} from "@v1/ui";
import { Search } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../api/client.ts";
import { useDebounced } from "../palette/use-debounced.ts";
import { ProductImage } from "../products/product-image.tsx";
import type { Review } from "./record-words.ts";

interface ProductPickProps {
  onPick: (product: Review["candidates"][number]) => void;
}

/** Any product of the brand, by the beginning of a word of its name or a code. */
export function ProductPick({ onPick }: ProductPickProps) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const search = useDebounced(typed.trim());
  const { data, isFetching } = useQuery(
    useTRPC().products.list.queryOptions(
      { search, limit: 8 },
      { enabled: open && search.length > 1, placeholderData: keepPreviousData },
    ),
  );
  const products = search.length > 1 ? (data?.items ?? []) : [];
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button className="justify-self-start">
          <Search aria-hidden className="size-3.5" />
          Find another product
        </Button>
      </PopoverTrigger>
      <PopoverContent align="start" className="w-96 max-w-[92vw] p-0" aria-label="Find a product">
        <Command label="Find a product" shouldFilter={false}>
          <CommandInput value={typed} onValueChange={setTyped} placeholder="Name, identifier, SKU, barcode" />
          <CommandList>
            <CommandEmpty>
              {search.length < 2
                ? "Type two letters or more."
                : isFetching
                  ? "Searching"
                  : "No product is called that."}
            </CommandEmpty>
            {products.map(({ id, name, productIdentifier, image }) => (
              <CommandItem
                key={id}
                value={id}
                onSelect={() => {
                  onPick({ id, name, productIdentifier });
                  setOpen(false);
                }}
              >
                <ProductImage src={image} />
                <span className="min-w-0">
                  <span className="block truncate" dir="auto">
                    {name}
                  </span>
                  <span className="block truncate font-mono text-ink-faint text-xs">{productIdentifier}</span>
                </span>
              </CommandItem>
            ))}
          </CommandList>
        </Command>
      </PopoverContent>
    </Popover>
  );
}
