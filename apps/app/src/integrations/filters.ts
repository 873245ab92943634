import { type ListedConnection, needsAttention } from "../connections/connection-state.ts";

export const STATES = ["all", "attention", "up", "paused", "disconnected"] as const;

export interface Filters {
  q: string;
  state: (typeof STATES)[number];
}

/** Every word that was typed stands in the text somewhere. */
export function matches(text: string, typed: string): boolean {
  const place = text.toLocaleLowerCase();
  return typed
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => place.includes(word));
}

const BY_STATE: Record<Filters["state"], (connection: ListedConnection) => boolean> = {
  all: () => true,
  attention: needsAttention,
  up: ({ status }) => status === "connected",
  paused: ({ status }) => status === "paused",
  disconnected: ({ status }) => status === "disconnected",
};

export function shownConnections(connections: ListedConnection[], { q, state }: Filters) {
  return connections.filter(
    (connection) =>
      BY_STATE[state](connection) &&
      matches(`${connection.name} ${connection.integration.name} ${connection.accountName ?? ""}`, q),
  );
}
