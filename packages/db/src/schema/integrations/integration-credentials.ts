import { integer, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { bytea } from "../checks.ts";
import { childOf } from "../references.ts";
import { brandIntegrations } from "./brand-integrations.ts";

/** AES-256-GCM envelopes: a data key per row, wrapped by a key of a versioned ring. */
export const integrationCredentials = brandTable(
  "integration_credentials",
  {
    connectionId: uuid("connection_id").notNull(),
    type: text("type").notNull(),
    wrappedKey: bytea("wrapped_key").notNull(),
    keyVersion: integer("key_version").notNull(),
    iv: bytea("iv").notNull(),
    ciphertext: bytea("ciphertext").notNull(),
    tag: bytea("tag").notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }),
    version: integer("version").notNull().default(1),
  },
  {
    access: "worker-only",
    extra: (t) => [
      unique("integration_credentials_connection_unique").on(t.brandId, t.connectionId),
      childOf(t.brandId, t.connectionId, brandIntegrations),
    ],
  },
);
