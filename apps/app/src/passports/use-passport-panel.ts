import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";

/** What of a product's passport is open beside the page: the address says it. */
export function usePassportPanel() {
  const [{ passport, version }, set] = useQueryStates(
    { passport: parseAsStringLiteral(["changes"] as const), version: parseAsInteger },
    { history: "push" },
  );
  return {
    changes: passport === "changes",
    version,
    showChanges: () => void set({ passport: "changes", version: null }),
    showVersion: (one: number) => void set({ passport: null, version: one }),
    close: () => void set({ passport: null, version: null }),
  };
}
