import type { Metadata } from "next";
import { IntegrationsPage } from "../../../integrations/integrations-page.tsx";
import { Prefetched } from "../../../prefetch/prefetched.tsx";

export const metadata: Metadata = { title: "Integrations" };

export default function Page() {
  return (
    <Prefetched
      ask={(trpc, queries) => [
        queries.prefetchQuery(trpc.integrations.connections.list.queryOptions()),
        queries.prefetchQuery(trpc.integrations.catalog.list.queryOptions()),
      ]}
    >
      <IntegrationsPage />
    </Prefetched>
  );
}
