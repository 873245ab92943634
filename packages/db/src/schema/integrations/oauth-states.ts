import { text, timestamp, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { bytea } from "../checks.ts";
import { childOf } from "../references.ts";
import { brandIntegrations } from "./brand-integrations.ts";

/** Single-use states of an OAuth round trip. */
export const oauthStates = brandTable(
  "oauth_states",
  {
    connectionId: uuid("connection_id").notNull(),
    stateHash: bytea("state_hash").notNull().unique("oauth_states_state_unique"),
    /** Sealed for the connection, together with who began the sign-in and what it is for. */
    pkceVerifier: bytea("pkce_verifier"),
    redirect: text("redirect"),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
    usedAt: timestamp("used_at", { withTimezone: true }),
  },
  {
    access: "worker-only",
    timestamps: "created",
    extra: (t) => [childOf(t.brandId, t.connectionId, brandIntegrations)],
  },
);
