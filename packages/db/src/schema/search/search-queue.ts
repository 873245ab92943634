import { uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";

/** Products whose texts were written since their words were last made. Filled by merges, and by triggers whoever else wrote. */
export const searchQueue = brandTable(
  "search_queue",
  { productId: uuid("product_id").notNull() },
  { access: "worker-only", key: "none", timestamps: false },
);
