import { text, timestamp, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { bytea } from "../checks.ts";

export const apiKeys = brandTable(
  "api_keys",
  {
    name: text("name").notNull(),
    /** The first characters, so that a person can tell keys apart. */
    prefix: text("prefix").notNull(),
    /** SHA-256 of the key; never granted to anybody who signs in. */
    hash: bytea("hash").notNull().unique("api_keys_hash_unique"),
    scopes: text("scopes").array().notNull().default([]),
    createdBy: uuid("created_by"),
    expiresAt: timestamp("expires_at", { withTimezone: true }),
    lastUsedAt: timestamp("last_used_at", { withTimezone: true }),
    revokedAt: timestamp("revoked_at", { withTimezone: true }),
  },
  { access: "owner-write", apiKeys: false, root: true },
);
