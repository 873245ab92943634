import { fieldLabel } from "../../values/show-value.ts";

interface Entry {
  fieldKey: string;
  before: unknown;
  after: unknown;
  kind: "run" | "person" | "time";
  user: string | null;
  connection: string | null;
  runKind: string | null;
}

const EVENTS: Record<string, string> = {
  $created: "Created",
  $status: "Status",
  $tombstoned: "Gone at the source",
  $restored: "Back from the source",
  $linked: "Linked to a record",
  $unlinked: "Link taken away",
};

/** What happened: a field by its name, or what became of the record. */
export function eventWords({
  fieldKey,
  before,
  after,
}: Pick<Entry, "fieldKey" | "before"> & { after?: unknown }): string {
  if (fieldKey === "$published") return `Published as version ${after}`;
  if (fieldKey === "$pinned") return `Pinned ${fieldLabel(String(before)).toLowerCase()}`;
  if (fieldKey === "$unpinned") return `Unpinned ${fieldLabel(String(before)).toLowerCase()}`;
  return EVENTS[fieldKey] ?? fieldLabel(fieldKey);
}

/** Whether there is a before and an after to show. */
export function hasValues({ fieldKey }: Pick<Entry, "fieldKey">): boolean {
  return !fieldKey.startsWith("$") || fieldKey === "$status";
}

const RUNS: Record<string, string> = {
  sync: "a sync of",
  transfer: "a change of owner to",
  undo: "an undo of a run of",
  unpin: "the end of a pin, back to",
  replay: "a replay of",
};

/** Who did it: "a sync of Demo store", "Ada Lovelace". */
export function actorWords({
  kind,
  fieldKey,
  user,
  connection,
  runKind,
}: Omit<Entry, "before" | "after">): string {
  if (fieldKey === "$published" && kind === "time") return "itself, after a sync";
  if (kind === "time") return "the end of its time";
  if (kind === "person") return user ?? "somebody who left";
  const words = RUNS[runKind ?? "sync"] ?? "a run of";
  return `${words} ${connection ?? "a connection that is gone"}${user && runKind !== "sync" ? `, started by ${user}` : ""}`;
}
