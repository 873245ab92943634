import { notFound } from "@v1/core";
import type { WorkerDb } from "../client.ts";
import { note } from "../ownership/act.ts";
import { deleteCredentials } from "../queries/credentials/index.ts";
import type { NewConnection } from "../sync/connections/create-connection.ts";
import { lockBrand } from "../sync/merge/lease.ts";
import { withSession } from "../sync/session.ts";
import { execute } from "../sync/statement.ts";

type Draft = Pick<NewConnection, "brandId" | "slug" | "name" | "config"> & { userId: string };

/**
 * A connection that is being set up: its account is known once somebody has signed in at the provider.
 * It owns and syncs nothing. An earlier one of the same integration that was left behind is taken up.
 * @throws AppError `not_found` for an integration that the catalog does not have
 */
export async function draftConnection(db: WorkerDb, draft: Draft): Promise<{ connectionId: string }> {
  const { brandId, slug, name, userId } = draft;
  return withSession(db, async (client) => {
    await client.query("begin");
    await execute(client, { name: "lock brand", text: lockBrand }, { brand: brandId });
    const { rows } = await client.query<{ id: string }>(
      `with wanted as (
        select i.id as integration, (
          select c.id from brand_integrations c
          where c.brand_id = $1 and c.integration_id = i.id and c.status in ('configuring', 'error') and c.account_id is null
          order by c.created_at limit 1
        ) as left_behind
        from integrations i where i.slug = $2
      )
      insert into brand_integrations (brand_id, id, integration_id, name, status, config)
      select $1, coalesce(left_behind, gen_random_uuid()), integration, $3, 'configuring', $4 from wanted
      on conflict (brand_id, id) do update set status = 'configuring', status_reason = null,
        name = excluded.name, config = excluded.config, updated_at = now()
      returning id`,
      [brandId, slug, name, JSON.stringify(draft.config)],
    );
    const connectionId = rows[0]?.id;
    if (!connectionId) throw notFound("integration", slug);
    // Access that an earlier attempt was given is of no use with other settings, and must not go there.
    await deleteCredentials(client, { brandId, connectionId });
    const target = { integration: slug, name };
    await note(client, { brandId, userId }, { action: "connection.draft", connectionId, target });
    await client.query("commit");
    return { connectionId };
  });
}
