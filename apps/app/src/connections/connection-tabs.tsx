"use client";

import { useQuery } from "@tanstack/react-query";
import { Badge, Tabs, TabsContent, TabsList, TabsTrigger } from "@v1/ui";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useTRPC } from "../api/client.ts";
import { ReviewList } from "../review/review-list.tsx";
import type { Run } from "../runs/use-run.ts";
import { ConnectionFields } from "./connection-fields.tsx";
import { ConnectionOverview } from "./connection-overview.tsx";
import { ConnectionRuns } from "./connection-runs.tsx";
import { ConnectionSettings } from "./connection-settings.tsx";
import type { Connection } from "./connection-state.ts";

const TABS = ["overview", "fields", "runs", "review", "settings"] as const;
const LABELS = {
  overview: "Overview",
  fields: "Fields",
  runs: "Runs",
  review: "Review",
  settings: "Settings",
};

interface ConnectionTabsProps {
  connection: Connection;
  /** The newest one, as it moves. */
  run: Run | null;
}

export function ConnectionTabs({ connection, run }: ConnectionTabsProps) {
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("overview"));
  const { id } = connection;
  const reviews = useQuery(
    useTRPC().integrations.runs.reviews.queryOptions({ connectionId: id, limit: 100 }),
  );
  const open = reviews.data?.items.length ?? 0;
  return (
    <Tabs value={tab} onValueChange={(next) => setTab(next as typeof tab)}>
      <TabsList aria-label="Of this connection">
        {TABS.map((name) => (
          <TabsTrigger key={name} value={name} className="flex items-center gap-1.5">
            {LABELS[name]}
            {name === "review" && open > 0 ? (
              <Badge tone="warn">{reviews.data?.nextCursor ? "100+" : open}</Badge>
            ) : null}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value="overview">
        <ConnectionOverview connection={connection} run={run} />
      </TabsContent>
      <TabsContent value="fields">
        <ConnectionFields connectionId={id} />
      </TabsContent>
      <TabsContent value="runs">
        <ConnectionRuns connectionId={id} />
      </TabsContent>
      <TabsContent value="review">
        <ReviewList connectionId={id} />
      </TabsContent>
      <TabsContent value="settings">
        <ConnectionSettings key={id} connection={connection} />
      </TabsContent>
    </Tabs>
  );
}
