import { sql } from "drizzle-orm";
import { pgTable, smallint, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { keyPolicy, memberPolicy } from "../access.ts";
import { stampColumns } from "../columns.ts";

const isOwner = sql`id = any (array(select public.owner_brand_ids()))`;

/** The tenant. Members read, owners edit; making and erasing one is the workers' part. */
export const brands = pgTable(
  "brands",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    name: text("name").notNull(),
    slug: text("slug").unique("brands_slug_unique"),
    email: text("email"),
    countryCode: text("country_code"),
    logoPath: text("logo_path"),
    avatarHue: smallint("avatar_hue"),
    ...stampColumns(),
    deletedAt: timestamp("deleted_at", { withTimezone: true }),
  },
  () => [
    memberPolicy("brands_read", {
      for: "select",
      using: sql`id = any (array(select public.member_brand_ids()))`,
    }),
    memberPolicy("brands_update", { for: "update", using: isOwner, withCheck: isOwner }),
    keyPolicy("brands", sql`id = (select public.api_brand_id()) and (select public.api_has_scope('read'))`),
  ],
).enableRLS();
