"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
  RelativeTime,
  Status,
} from "@v1/ui";
import { Plug } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useTRPC } from "../api/client.ts";
import { useBrands } from "../frame/brand.tsx";
import { PAGES } from "../frame/pages.ts";
import { matches } from "../integrations/filters.ts";
import { ProductImage } from "../products/product-image.tsx";
import { RUN_STATES } from "../runs/run-state.ts";
import { useDebounced } from "./use-debounced.ts";

interface Found {
  key: string;
  href: string;
  content: ReactNode;
}

/** Pages, connections and runs are looked through here; products are searched for where they lie. */
export function PaletteList({ leave }: { leave: () => void }) {
  const [typed, setTyped] = useState("");
  const router = useRouter();
  const products = useProducts(typed);
  const groups = [
    { heading: "Products", found: products.found },
    { heading: "Pages", found: pagesFor(typed) },
    { heading: "Connections", found: useConnections(typed) },
    { heading: "Last runs", found: useRuns(typed) },
  ].filter(({ found }) => found.length > 0);
  return (
    <Command label="Search" loop shouldFilter={false}>
      <CommandInput
        // It comes after the dialog that would give it the focus.
        autoFocus
        value={typed}
        onValueChange={setTyped}
        placeholder="Products, connections, runs, pages"
        className="h-12 text-base"
      />
      <CommandList className="max-h-[60dvh]">
        <CommandEmpty>{products.searching ? "Searching" : "Nothing is called that here."}</CommandEmpty>
        {groups.map(({ heading, found }) => (
          <CommandGroup key={heading} heading={heading}>
            {found.map(({ key, href, content }) => (
              <CommandItem
                key={key}
                value={key}
                onSelect={() => {
                  leave();
                  router.push(href);
                }}
              >
                {content}
              </CommandItem>
            ))}
          </CommandGroup>
        ))}
      </CommandList>
    </Command>
  );
}

function Name({ children }: { children: ReactNode }) {
  return (
    <span className="min-w-0 flex-1 truncate" dir="auto">
      {children}
    </span>
  );
}

function useProducts(typed: string): { found: Found[]; searching: boolean } {
  const { brand } = useBrands();
  const search = useDebounced(typed.trim());
  const wanted = typed.trim().length > 1;
  const { data, isFetching } = useQuery(
    useTRPC().products.list.queryOptions(
      { search, limit: 6 },
      {
        enabled: brand !== null && wanted && search.length > 1,
        placeholderData: keepPreviousData,
        staleTime: 0,
      },
    ),
  );
  const items = wanted ? (data?.items ?? []) : [];
  return {
    searching: wanted && (isFetching || search !== typed.trim()),
    found: items.map(({ id, name, image, productIdentifier }) => ({
      key: `product ${id}`,
      href: `/products/${id}`,
      content: (
        <>
          <ProductImage src={image} />
          <Name>{name}</Name>
          <span className="max-w-40 truncate font-mono text-ink-faint text-xs">{productIdentifier}</span>
        </>
      ),
    })),
  };
}

function pagesFor(typed: string): Found[] {
  return PAGES.filter(({ label }) => matches(label, typed)).map(({ href, label, icon: Icon }) => ({
    key: `page ${href}`,
    href,
    content: (
      <>
        <Icon aria-hidden className="text-ink-faint" />
        {label}
      </>
    ),
  }));
}

function useConnections(typed: string): Found[] {
  const { brand } = useBrands();
  const { data = [] } = useQuery(
    useTRPC().integrations.connections.list.queryOptions(undefined, { enabled: brand !== null }),
  );
  return data
    .filter(({ name, integration }) => matches(`${name} ${integration.name}`, typed))
    .slice(0, 8)
    .map(({ id, name, integration }) => ({
      key: `connection ${id}`,
      href: `/integrations/${id}`,
      content: (
        <>
          <Plug aria-hidden className="text-ink-faint" />
          <Name>{name}</Name>
          <span className="text-ink-faint text-xs">{integration.name}</span>
        </>
      ),
    }));
}

function useRuns(typed: string): Found[] {
  const { brand } = useBrands();
  const { data } = useQuery(
    useTRPC().integrations.runs.list.queryOptions({ limit: 20 }, { enabled: brand !== null }),
  );
  return (data?.items ?? [])
    .filter(({ id, connection, status }) =>
      matches(`run ${connection} ${RUN_STATES[status].short} ${id}`, typed),
    )
    .slice(0, 5)
    .map(({ id, status, connection, queuedAt }) => ({
      key: `run ${id}`,
      href: `/runs/${id}`,
      content: (
        <>
          <Status tone={RUN_STATES[status].tone}>{RUN_STATES[status].short}</Status>
          <Name>{connection}</Name>
          <RelativeTime at={queuedAt} className="text-ink-faint text-xs" />
        </>
      ),
    }));
}
