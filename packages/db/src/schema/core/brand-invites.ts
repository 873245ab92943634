import { sql } from "drizzle-orm";
import { text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { bytea, oneOf } from "../checks.ts";
import { ROLES, type Role } from "./users-on-brand.ts";

export const brandInvites = brandTable(
  "brand_invites",
  {
    email: text("email").notNull(),
    role: text("role").$type<Role>().notNull().default("member"),
    /** SHA-256 of the token in the link; never granted to anybody who signs in. */
    tokenHash: bytea("token_hash").notNull().unique("brand_invites_token_unique"),
    createdBy: uuid("created_by"),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
    acceptedAt: timestamp("accepted_at", { withTimezone: true }),
  },
  {
    access: "owner-write",
    apiKeys: false,
    root: true,
    extra: (t) => [
      uniqueIndex("brand_invites_open_unique")
        .on(t.brandId, sql`lower(${t.email})`)
        .where(sql`${t.acceptedAt} is null`),
      oneOf(t.role, ROLES),
    ],
  },
);
