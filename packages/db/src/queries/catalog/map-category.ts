import type { WorkerDb } from "../../client.ts";
import { storeMeaning } from "../imports/values.ts";

interface CategoryMeaning {
  brandId: string;
  userId: string;
  /** As the source writes it. */
  name: string;
  /** Null forgets what was said before. */
  categoryId: string | null;
}

/** What was merged without a category is not the same any more: its source is read in full once. */
const READ_AGAIN = `
update brand_integrations c set mapping_version = mapping_version + 1, force_full_read = true, updated_at = now()
where c.brand_id = $1 and c.status <> 'disconnected' and exists (
  select from field_owners o
  where o.brand_id = $1 and o.field_key = 'product.category' and o.connection_id = c.id and o.owner_kind = 'connection'
)`;

/**
 * Says which of the categories a source's name is. The connection that owns the field takes it over with its
 * next sync, which reads everything.
 * @throws AppError `not_found` for a category that there is not
 */
export async function mapCategory(db: WorkerDb, meaning: CategoryMeaning): Promise<void> {
  const { brandId, userId, name, categoryId } = meaning;
  const to = categoryId === null ? null : { id: categoryId };
  await storeMeaning(db, { brandId, userId, field: "product.category", name, to });
  await db.pool.query(READ_AGAIN, [brandId]);
}
