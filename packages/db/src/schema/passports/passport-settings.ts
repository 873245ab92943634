import { boolean } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";

/** How a brand publishes: at most one row; without one, nothing is published by itself. */
export const passportSettings = brandTable(
  "passport_settings",
  {
    /** Whether the published passports of what a sync changed are published anew after it. */
    publishAfterSync: boolean("publish_after_sync").notNull().default(false),
  },
  { access: "owner-write", root: true, key: [] },
);
