import { AppError, type FieldKey, fieldDefinition } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import { inTransaction } from "../../queries/jobs/queryable.ts";
import { type Actor, lockAsOwner, note } from "../act.ts";

export interface OnNullChange extends Actor {
  key: FieldKey;
  /** Of the field's owner, as it was seen; 0 where none was ever decided. */
  version: number;
  onNull: "keep" | "clear";
  reason?: string;
}

/**
 * Chooses whether an empty source empties the field (rule 4). It counts from the next merge on.
 * @throws AppError `bad_request` for a required field; `conflict` where somebody else decided meanwhile
 */
export async function setOnNull(db: WorkerDb, change: OnNullChange): Promise<{ version: number }> {
  const { brandId, userId, key, version, onNull, reason } = change;
  const { label, required } = fieldDefinition(key);
  if (required && onNull === "clear") {
    throw new AppError({
      code: "bad_request",
      message: `${label} is required and cannot be emptied by a source.`,
      hint: "Keep the value where the source is empty.",
    });
  }
  return inTransaction(db, async (client) => {
    await lockAsOwner(client, change);
    const { rows } = await client.query<{ version: number }>(
      `insert into field_owners (brand_id, field_key, owner_kind, on_null, changed_by, reason)
       select $1, $2, 'nobody', $3, $4, $5 where $6 = 0
       on conflict (brand_id, field_key) do nothing returning version::int as version`,
      [brandId, key, onNull, userId, reason ?? null, version],
    );
    const changed =
      rows[0] ??
      (
        await client.query<{ version: number }>(
          `update field_owners set on_null = $3, version = version + 1
           where brand_id = $1 and field_key = $2 and version = $4 returning version::int as version`,
          [brandId, key, onNull, version],
        )
      ).rows[0];
    if (!changed) throw changedMeanwhile(label);
    await note(client, change, { action: "field.on_null", target: { key, onNull, reason: reason ?? null } });
    return changed;
  });
}

function changedMeanwhile(label: string): AppError {
  return new AppError({
    code: "conflict",
    message: `Somebody changed the ownership of ${label} meanwhile.`,
    hint: "Look at it again, and decide on what stands now.",
  });
}
