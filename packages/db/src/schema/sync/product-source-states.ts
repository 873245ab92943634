import { bigint, boolean, integer, text, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { bytea } from "../checks.ts";

/** What decides whether a record may be skipped. Apart from its link, whose row is wide. */
export const productSourceStates = brandTable(
  "product_source_states",
  {
    connectionId: uuid("connection_id").notNull(),
    externalId: text("external_id").notNull(),
    contentHash: bytea("content_hash"),
    ownershipVersion: bigint("ownership_version", { mode: "number" }).notNull(),
    mappingVersion: integer("mapping_version").notNull(),
    clean: boolean("clean").notNull(),
  },
  {
    access: "read-only",
    key: ["connectionId", "externalId"],
    timestamps: false,
  },
);
