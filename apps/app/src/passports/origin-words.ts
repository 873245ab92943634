/** Who stands behind a value of a passport. */
export interface Origin {
  reason?: string;
  connection?: string;
  runId?: string;
}

const REASONS: Record<string, string> = {
  manual: "by hand",
  pin: "pinned by hand",
  undone: "put back by an undo",
};

/** "Demo store", "by hand"; null where nobody was written down. */
export function originWords(origin: Origin | null): string | null {
  if (!origin) return null;
  return origin.connection ?? REASONS[origin.reason ?? ""] ?? null;
}
