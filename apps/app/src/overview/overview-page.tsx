"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/client.ts";
import { QueryProblem } from "../api/query-problem.tsx";
import { useBrands } from "../frame/brand.tsx";
import { PageHeader } from "../frame/page-header.tsx";
import { Attention } from "./attention.tsx";
import { FieldCoverage } from "./field-coverage.tsx";
import { Figures } from "./figures.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { LastRuns } from "./last-runs.tsx";
import { OverviewSkeleton } from "./overview-skeleton.tsx";

export function OverviewPage() {
  const { brand } = useBrands();
  return (
    <>
      <PageHeader title="Overview" purpose="What needs you, and what has come in." />
      {brand ? <Content key={brand.id} /> : <OverviewSkeleton />}
    </>
  );
}

function Content() {
  const trpc = useTRPC();
  const overview = useQuery(trpc.brand.overview.queryOptions(undefined, { refetchInterval: 30_000 }));
  const connections = useQuery(
    trpc.integrations.connections.list.queryOptions(undefined, { refetchInterval: 10_000 }),
  );
  // Where it cannot be read, the rest of the page stands without it.
  const { data: unmapped } = useQuery(trpc.catalog.unmappedCategories.queryOptions());
  const error = overview.error ?? connections.error;
  if (error && !(overview.data && connections.data)) {
    return (
      <QueryProblem
        error={error}
        title="The overview could not be read"
        retry={() => Promise.all([overview.refetch(), connections.refetch()])}
        pending={overview.isRefetching || connections.isRefetching}
      />
    );
  }
  if (!overview.data || !connections.data) return <OverviewSkeleton />;
  if (connections.data.length === 0 && overview.data.products.total === 0) return <FirstSteps />;
  return (
    <div className="grid gap-9 pt-3 pb-12">
      <Attention overview={overview.data} unmapped={unmapped} connections={connections.data} />
      <Figures overview={overview.data} />
      {overview.data.products.total > 0 ? <FieldCoverage /> : null}
      <LastRuns />
    </div>
  );
}
