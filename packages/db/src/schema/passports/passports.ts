import { foreignKey, integer, timestamp, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { passportVersions } from "./passport-versions.ts";

/** Which version of a product's passport is the published one. It only ever moves on by one. */
export const passports = brandTable(
  "passports",
  {
    productId: uuid("product_id").notNull(),
    version: integer("version").notNull(),
    publishedAt: timestamp("published_at", { withTimezone: true }).notNull(),
  },
  {
    access: "read-only",
    key: ["productId"],
    timestamps: "created",
    extra: (t) => [
      foreignKey({
        name: "passports_version_fk",
        columns: [t.brandId, t.productId, t.version],
        foreignColumns: [passportVersions.brandId, passportVersions.productId, passportVersions.version],
      }).onDelete("cascade"),
    ],
  },
);
