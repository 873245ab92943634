import { declaredAccess } from "../../schema/access.ts";
import "../../schema/index.ts";
import type { Operation } from "./attempt.ts";

interface Allowed {
  member: readonly Operation[];
  owner: readonly Operation[];
  apiKey: readonly Operation[];
}

const EVERYTHING: readonly Operation[] = ["select", "insert", "update", "delete"];
const READ: readonly Operation[] = ["select"];
const NOTHING: Allowed = { member: [], owner: [], apiKey: [] };

/** The two tables without an access class of their own. */
const SPECIAL: Record<string, Allowed> = {
  brands: { member: READ, owner: ["select", "update"], apiKey: READ },
  users: NOTHING,
};

/** What a table was declared to allow inside its brand. One that nobody declared allows nothing. */
export function allowedOn(table: string): Allowed {
  const special = SPECIAL[table];
  if (special) return special;
  const declared = declaredAccess().get(table);
  if (!declared || declared.access === "worker-only") return NOTHING;
  const apiKey = declared.apiKeys ? READ : [];
  if (declared.access === "member-write") return { member: EVERYTHING, owner: EVERYTHING, apiKey };
  if (declared.access === "owner-write") return { member: READ, owner: EVERYTHING, apiKey };
  return { member: READ, owner: READ, apiKey };
}
