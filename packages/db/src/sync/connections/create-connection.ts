import { type FieldKey, notFound } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import { note } from "../../ownership/act.ts";
import { type CredentialsRow, storeCredentials } from "../../queries/credentials/index.ts";
import { lockBrand } from "../merge/lease.ts";
import { claimUnowned } from "../ownership.ts";
import { withSession } from "../session.ts";
import { execute } from "../statement.ts";

export interface NewConnection {
  brandId: string;
  /** Minted by the caller where credentials are sealed for it; else by the database. */
  connectionId?: string;
  /** Sealed for this very connection, and stored together with it. */
  credentials?: CredentialsRow;
  slug: string;
  name: string;
  config: Record<string, unknown>;
  account: { id: string; name: string };
  /** Fields that it shall own; those that nobody owns yet become the connection's. */
  fields: readonly FieldKey[];
  mayCreate: boolean;
  matchBy: readonly string[];
  scheduleCron: string | null;
  userId: string | null;
}

/**
 * Makes a connection and gives it what nobody owns (rule 3), in one transaction under the brand's lock.
 * @throws AppError `not_found` for an integration that the catalog does not have
 */
export async function createConnection(
  db: WorkerDb,
  input: NewConnection,
): Promise<{ connectionId: string; owned: FieldKey[] }> {
  return withSession(db, async (client) => {
    await client.query("begin");
    await execute(client, { name: "lock brand", text: lockBrand }, { brand: input.brandId });
    const { rows } = await client.query<{ id: string }>(
      `insert into brand_integrations
         (brand_id, integration_id, name, status, account_id, account_name, config, may_create, match_by, schedule_cron, id)
       select $1, i.id, $3, 'connected', $4, $5, $6, $7, $8, $9, coalesce($10::uuid, gen_random_uuid())
       from integrations i where i.slug = $2
       returning id`,
      [
        input.brandId,
        input.slug,
        input.name,
        input.account.id,
        input.account.name,
        JSON.stringify(input.config),
        input.mayCreate,
        input.matchBy,
        input.scheduleCron,
        input.connectionId ?? null,
      ],
    );
    const connectionId = rows[0]?.id;
    if (!connectionId) throw notFound("integration", input.slug);
    if (input.credentials) {
      await storeCredentials(client, { brandId: input.brandId, connectionId }, { row: input.credentials });
    }
    const claim = {
      brandId: input.brandId,
      connectionId,
      fields: input.fields,
      reason: "nobody owned it yet",
    };
    const owned = await claimUnowned(client, claim);
    const target = { integration: input.slug, name: input.name, owns: owned };
    await note(client, input, { action: "connection.create", connectionId, target });
    await client.query("commit");
    return { connectionId, owned };
  });
}
