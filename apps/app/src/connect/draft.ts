import type { FieldKey } from "@v1/core";
import { useCallback, useEffect, useState } from "react";
import type { MatchKey } from "../connections/match-fields.tsx";

export interface Draft {
  config: Record<string, unknown>;
  secrets: Record<string, string>;
  /** Empty until it is given: the account's name is proposed. */
  name: string;
  /** Fields that the connection shall not own, though it supplies them. */
  left: FieldKey[];
  mayCreate: boolean;
  matchBy: MatchKey[];
  scheduleCron: string | null;
}

const NEW: Draft = {
  config: {},
  secrets: {},
  name: "",
  left: [],
  mayCreate: true,
  matchBy: ["barcode", "sku", "identifier"],
  scheduleCron: "0 * * * *",
};

/** Secrets are kept in this page's memory alone; all else also survives a reload of the tab. */
const kept = new Map<string, Draft>();

/** What was typed for an integration, until it is connected: leaving the page loses nothing. */
export function useDraft(key: string) {
  const [draft, setDraft] = useState<Draft>(() => kept.get(key) ?? NEW);
  useEffect(() => {
    if (!kept.has(key)) setDraft((now) => ({ ...now, ...stored(key) }));
  }, [key]);
  const change = useCallback(
    (part: Partial<Draft>) =>
      setDraft((now) => {
        const next = { ...now, ...part };
        kept.set(key, next);
        const { secrets: _secrets, ...plain } = next;
        window.sessionStorage.setItem(key, JSON.stringify(plain));
        return next;
      }),
    [key],
  );
  const forget = useCallback(() => {
    kept.delete(key);
    window.sessionStorage.removeItem(key);
  }, [key]);
  useLeaveWarning(Object.values(draft.secrets).some(Boolean));
  return { draft, change, forget };
}

function stored(key: string): Partial<Draft> {
  try {
    const found: unknown = JSON.parse(window.sessionStorage.getItem(key) ?? "{}");
    return typeof found === "object" && found !== null ? found : {};
  } catch {
    return {};
  }
}

/** A reload would lose the secrets: the browser asks first. */
function useLeaveWarning(active: boolean) {
  useEffect(() => {
    if (!active) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [active]);
}
