import { timestamp, uuid } from "drizzle-orm/pg-core";

export const brandColumn = () => ({ brandId: uuid("brand_id").notNull() });
export const idColumn = () => ({ id: uuid("id").notNull().defaultRandom() });
export const createdColumn = () => ({
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
});
export const stampColumns = () => ({
  ...createdColumn(),
  updatedAt: timestamp("updated_at", { withTimezone: true })
    .notNull()
    .defaultNow()
    .$onUpdate(() => new Date()),
});
