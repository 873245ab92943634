import { useQueryState } from "nuqs";
import { useMemo } from "react";
import { parseAsIds } from "./parse-ids.ts";

/** As many as one change may take. */
export const MOST_SELECTED = 200;

/** The products that are chosen, kept in the address. */
export function useSelection() {
  const [ids, setIds] = useQueryState(
    "selected",
    parseAsIds.withDefault([]).withOptions({ history: "replace" }),
  );
  return useMemo(
    () => ({
      ids,
      rows: Object.fromEntries(ids.map((id) => [id, true as const])),
      set: (rows: Record<string, true>) => {
        const chosen = Object.keys(rows).filter((id) => rows[id]);
        void setIds(chosen.length > 0 ? chosen.slice(0, MOST_SELECTED) : null);
      },
      clear: () => void setIds(null),
    }),
    [ids, setIds],
  );
}

export type Selection = ReturnType<typeof useSelection>;
