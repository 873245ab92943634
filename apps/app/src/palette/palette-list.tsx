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
import { useState } from "react";
import { useTRPC } from "../api/client.ts";
import { PAGES } from "../frame/pages.ts";
import { ProductImage } from "../products/product-image.tsx";
import { RUN_STATES } from "../runs/run-state.ts";
import { useDebounced } from "./use-debounced.ts";

/** Pages, connections and runs are filtered here; products are searched for where they lie. */
export function PaletteList({ leave }: { leave: () => void }) {
  const [typed, setTyped] = useState("");
  const router = useRouter();
  const go = (href: string) => {
    leave();
    router.push(href);
  };
  return (
    <Command label="Search" loop>
      <CommandInput
        value={typed}
        onValueChange={setTyped}
        placeholder="Products, connections, runs, pages"
        className="h-12 text-base"
      />
      <CommandList className="max-h-[60dvh]">
        <CommandEmpty>Nothing is called that here.</CommandEmpty>
        <Products typed={typed} go={go} />
        <CommandGroup heading="Pages">
          {PAGES.map(({ href, label, icon: Icon }) => (
            <CommandItem key={href} value={`page ${label}`} onSelect={() => go(href)}>
              <Icon aria-hidden className="text-ink-faint" />
              {label}
            </CommandItem>
          ))}
        </CommandGroup>
        <Connections go={go} />
        <Runs go={go} />
      </CommandList>
    </Command>
  );
}

interface GroupProps {
  go: (href: string) => void;
}

function Products({ typed, go }: GroupProps & { typed: string }) {
  const search = useDebounced(typed.trim());
  const { data } = useQuery(
    useTRPC().products.list.queryOptions(
      { search, limit: 6 },
      { enabled: search.length > 1, placeholderData: keepPreviousData },
    ),
  );
  if (typed.trim().length < 2 || !data?.items.length) return null;
  return (
    <CommandGroup heading="Products" forceMount>
      {data.items.map(({ id, name, image, productIdentifier }) => (
        <CommandItem
          key={id}
          value={`product ${id}`}
          keywords={[typed]}
          forceMount
          onSelect={() => go(`/products/${id}`)}
        >
          <ProductImage src={image} />
          <span className="min-w-0 flex-1 truncate" dir="auto">
            {name}
          </span>
          <span className="max-w-40 truncate font-mono text-ink-faint text-xs">{productIdentifier}</span>
        </CommandItem>
      ))}
    </CommandGroup>
  );
}

function Connections({ go }: GroupProps) {
  const { data } = useQuery(useTRPC().integrations.connections.list.queryOptions());
  if (!data?.length) return null;
  return (
    <CommandGroup heading="Connections">
      {data.map(({ id, name, integration }) => (
        <CommandItem key={id} value={`connection ${name} ${id}`} onSelect={() => go(`/integrations/${id}`)}>
          <Plug aria-hidden className="text-ink-faint" />
          <span className="min-w-0 flex-1 truncate" dir="auto">
            {name}
          </span>
          <span className="text-ink-faint text-xs">{integration.name}</span>
        </CommandItem>
      ))}
    </CommandGroup>
  );
}

function Runs({ go }: GroupProps) {
  const { data } = useQuery(useTRPC().integrations.runs.list.queryOptions({ limit: 5 }));
  if (!data?.items.length) return null;
  return (
    <CommandGroup heading="Last runs">
      {data.items.map(({ id, status, connection, queuedAt }) => (
        <CommandItem
          key={id}
          value={`run ${connection} ${RUN_STATES[status].short} ${id}`}
          onSelect={() => go(`/runs/${id}`)}
        >
          <Status tone={RUN_STATES[status].tone}>{RUN_STATES[status].short}</Status>
          <span className="min-w-0 flex-1 truncate" dir="auto">
            {connection}
          </span>
          <RelativeTime at={queuedAt} className="text-ink-faint text-xs" />
        </CommandItem>
      ))}
    </CommandGroup>
  );
}
