import type { AuthScheme } from "../kit/auth.ts";
import { Redactor } from "./redactor.ts";

/** What takes a connection's secrets out of what is told of it. */
export interface Redactors {
  /** Of errors, issues and reasons: every text of the credentials. */
  all: Redactor;
  /** Of an account's name and id, which may well repeat a user's name: only what nobody may know. */
  private: Redactor;
}

const PUBLIC = ["clientId", "expiresAt", "header", "user", "username"];
/** Shorter ones occur in names and ids by chance. */
const SHORTEST_PRIVATE = 8;

export function redactorsOf(secrets: unknown, scheme?: AuthScheme): Redactors {
  const shown = new Set([...PUBLIC, ...shownBy(scheme)]);
  const fields = typeof secrets === "object" && secrets !== null ? Object.entries(secrets) : [];
  const hidden = fields.flatMap(([name, value]) => (shown.has(name) ? [] : [value]));
  return {
    all: new Redactor(secrets),
    private: new Redactor(
      hidden.filter((value) => typeof value !== "string" || value.length >= SHORTEST_PRIVATE),
    ),
  };
}

function shownBy(scheme: AuthScheme | undefined): string[] {
  if (scheme?.kind === "basic") return [scheme.userField];
  if (scheme?.kind === "jwt") return [scheme.issuerField, ...(scheme.keyIdField ? [scheme.keyIdField] : [])];
  return [];
}
