import type { Outputs } from "../../api/types.ts";
import type { InboxFilter } from "../use-inbox-place.ts";

type Count = Pick<
  Outputs["integrations"]["conflicts"]["counts"][number],
  "fieldKey" | "connectionId" | "count"
>;

export interface BulkFigure {
  count: number;
  /** False where the age narrows further than what was counted. */
  exact: boolean;
}

/** How many conflicts a filter lets through, by the counts of fields and connections. */
export function bulkFigure(counts: readonly Count[], filter: InboxFilter): BulkFigure {
  const { fieldKey, connectionId, openedAfter, openedBefore } = filter;
  const count = counts
    .filter((one) => !fieldKey || one.fieldKey === fieldKey)
    .filter((one) => !connectionId || one.connectionId === connectionId)
    .reduce((sum, one) => sum + one.count, 0);
  return { count, exact: !openedAfter && !openedBefore };
}
