import { sql } from "drizzle-orm";
import { pgTable, smallint, text, uuid } from "drizzle-orm/pg-core";
import { memberPolicy } from "../access.ts";
import { stampColumns } from "../columns.ts";

const isSelf = sql`id = (select auth.uid())`;

/**
 * People. The id is the auth server's; no foreign key, because that server may keep its own database.
 * For the same reason it is workers who make the row, at the first verified request.
 */
export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    fullName: text("full_name"),
    avatarPath: text("avatar_path"),
    avatarHue: smallint("avatar_hue"),
    ...stampColumns(),
  },
  () => [
    memberPolicy("users_read", { for: "select", using: isSelf }),
    memberPolicy("users_update", { for: "update", using: isSelf, withCheck: isSelf }),
  ],
).enableRLS();
