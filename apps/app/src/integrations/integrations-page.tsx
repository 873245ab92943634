"use client";

import { useQuery } from "@tanstack/react-query";
import { buttonStyle } from "@v1/ui";
import { ListChecks, TableProperties } from "lucide-react";
import Link from "next/link";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useTRPC } from "../api/client.ts";
import { QueryProblem } from "../api/query-problem.tsx";
import { useBrands } from "../frame/brand.tsx";
import { PageHeader } from "../frame/page-header.tsx";
import { Available } from "./available.tsx";
import { Connected } from "./connected.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { STATES } from "./filters.ts";
import { IntegrationsSkeleton } from "./integrations-skeleton.tsx";

const params = {
  q: parseAsString.withDefault(""),
  state: parseAsStringLiteral(STATES).withDefault("all"),
};

function useFilters() {
  return useQueryStates(params, { history: "replace" });
}

export function IntegrationsPage() {
  const { brand } = useBrands();
  return (
    <>
      <PageHeader
        title="Integrations"
        purpose="The systems that your product data comes from, and those that it could come from."
        action={
          <>
            <Link href="/review" prefetch={false} className={buttonStyle()}>
              <ListChecks aria-hidden className="size-3.5" />
              Review
            </Link>
            <Link href="/integrations/fields" prefetch={false} className={buttonStyle()}>
              <TableProperties aria-hidden className="size-3.5" />
              Fields
            </Link>
          </>
        }
      />
      {brand ? <Lists key={brand.id} /> : <IntegrationsSkeleton />}
    </>
  );
}

function Lists() {
  const trpc = useTRPC();
  const connections = useQuery(
    trpc.integrations.connections.list.queryOptions(undefined, { refetchInterval: 10_000 }),
  );
  const catalog = useQuery(trpc.integrations.catalog.list.queryOptions());
  const [filters, setFilters] = useFilters();
  const problem = connections.error ?? catalog.error;
  if (problem && !(connections.data && catalog.data)) {
    return (
      <QueryProblem
        error={problem}
        title="Integrations could not be read"
        retry={() => Promise.all([connections.refetch(), catalog.refetch()])}
        pending={connections.isRefetching || catalog.isRefetching}
      />
    );
  }
  if (!connections.data || !catalog.data) return <IntegrationsSkeleton />;
  return (
    <>
      <FilterBar filters={filters} onChange={setFilters} />
      <Connected connections={connections.data} filters={filters} onClear={() => setFilters(null)} />
      <Available
        entries={catalog.data}
        connections={connections.data}
        search={filters.q}
        narrowed={filters.state !== "all"}
      />
    </>
  );
}
