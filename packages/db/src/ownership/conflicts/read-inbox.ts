import { AppError } from "@v1/core";
import { sql } from "drizzle-orm";
import type { WorkerDb } from "../../client.ts";
import { type BrandScope, brandScope } from "../../scope.ts";
import type { Actor } from "../act.ts";

/**
 * Reads the inbox past the policies: under them its index is of no use, because a brand as text might tell
 * something of rows that one may not see. So membership is asked for in the same transaction.
 * @throws AppError `forbidden` for who is no member any more
 */
export function readInbox<T>(
  db: WorkerDb,
  { brandId, userId }: Actor,
  query: (scope: BrandScope) => Promise<T>,
): Promise<T> {
  return db.orm.transaction(
    async (tx) => {
      const { rowCount } = await tx.execute(
        sql`select from users_on_brand where brand_id = ${brandId} and user_id = ${userId} and revoked_at is null`,
      );
      if (rowCount) return query(brandScope(tx, { brandId, userId, role: "member" }));
      throw new AppError({
        code: "forbidden",
        message: "You are not a member of this brand.",
        hint: "Ask an owner to invite you.",
      });
    },
    { accessMode: "read only" },
  );
}
