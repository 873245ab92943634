import { jsonb, text, uuid } from "drizzle-orm/pg-core";
import { globalTable } from "../global-table.ts";

/** Proof of an erasure. It outlives the brand that it names, hence no foreign key. */
export const erasureReceipts = globalTable(
  "erasure_receipts",
  {
    kind: text("kind").notNull(),
    subject: text("subject").notNull(),
    brandId: uuid("brand_id"),
    tallies: jsonb("tallies").$type<Record<string, number>>().notNull().default({}),
  },
  { access: "worker-only" },
);
