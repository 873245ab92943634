import { foreignKey, index, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { oneOf } from "../checks.ts";
import { users } from "./users.ts";

export const ROLES = ["owner", "member"] as const;
export type Role = (typeof ROLES)[number];

/** Membership. A revoked row stays, so that the past can still be read. */
export const usersOnBrand = brandTable(
  "users_on_brand",
  {
    userId: uuid("user_id").notNull(),
    role: text("role").$type<Role>().notNull().default("member"),
    revokedAt: timestamp("revoked_at", { withTimezone: true }),
  },
  {
    access: "owner-write",
    apiKeys: false,
    root: true,
    extra: (t) => [
      unique("users_on_brand_user_unique").on(t.brandId, t.userId),
      index("users_on_brand_user_idx").on(t.userId),
      foreignKey({
        name: "users_on_brand_user_id_fk",
        columns: [t.userId],
        foreignColumns: [users.id],
      }).onDelete("cascade"),
      oneOf(t.role, ROLES),
    ],
  },
);
