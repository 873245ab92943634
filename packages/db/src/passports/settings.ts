import { eq } from "drizzle-orm";
import type { WorkerDb } from "../client.ts";
import { recordAudit } from "../queries/core/record-audit.ts";
import { passportSettings } from "../schema/passports/passport-settings.ts";
import type { BrandScope } from "../scope.ts";

export interface PassportSettings {
  /** Whether what a sync changed of published passports is published by itself after it. */
  publishAfterSync: boolean;
}

const SETTINGS: PassportSettings = { publishAfterSync: false };

/** How the brand publishes. */
export async function getPassportSettings({ tx, brandId }: BrandScope): Promise<PassportSettings> {
  const [row] = await tx
    .select({ publishAfterSync: passportSettings.publishAfterSync })
    .from(passportSettings)
    .where(eq(passportSettings.brandId, brandId));
  return row ?? SETTINGS;
}

/** For an owner; the policies refuse everybody else. */
export async function setPassportSettings(
  scope: BrandScope,
  settings: PassportSettings,
): Promise<PassportSettings> {
  const { tx, brandId } = scope;
  await tx
    .insert(passportSettings)
    .values({ brandId, ...settings })
    .onConflictDoUpdate({ target: passportSettings.brandId, set: settings });
  await recordAudit(scope, { action: "passport.settings", target: { ...settings } });
  return settings;
}

/** The same for a worker. */
export async function publishesAfterSync(db: WorkerDb, brandId: string): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    "select from passport_settings where brand_id = $1 and publish_after_sync",
    [brandId],
  );
  return rowCount === 1;
}
