import { openWorkerDb } from "@v1/db";
import { shopifyBulkFile } from "@v1/integrations";
import { explain, listOwnedFields, listPins } from "@v1/integrations/ownership";
import { connected } from "../database.ts";
import { p95 } from "./p95.ts";
import { FIELD, type Scene } from "./scene.ts";

export interface ExplainFigures {
  explain_p95_ms: number;
  owners_p95_ms: number;
  pins_p95_ms: number;
  /** Entries of history that an explanation came with. */
  history_entries: number;
}

const ENTRIES = 60;
const PRODUCTS = 40;
/** Runs that changed the same products again and again, and a thousand pins. */
const HISTORY = `
with runs as (
  insert into sync_runs (brand_id, connection_id, mode, trigger, status, started_at, finished_at)
  select $1, $2, 'incremental', 'schedule', 'completed', now(), now() from generate_series(1, ${ENTRIES}) returning id, seq
), numbered as (
  select id, row_number() over (order by seq) as n from runs
)
insert into sync_changes (brand_id, run_id, product_id, field_key, before, after, created_at)
select $1, r.id, p.id, $3, to_jsonb('before ' || r.n), to_jsonb('after ' || r.n), now() - make_interval(days => r.n::int)
from numbered r cross join (select id from products where brand_id = $1 order by id limit ${PRODUCTS}) p`;

const PINS = `
insert into field_pins (brand_id, product_id, field_key, author_id)
select $1, id, 'product.description', $2 from products where brand_id = $1 order by id desc limit 1000`;

/** How long one waits for an explanation of one field, for the list of owners, for a page of pins. */
export async function measureExplain(scene: Scene): Promise<ExplainFigures> {
  const { brandId, connectionId, userId, url } = scene;
  const products = await connected(url, async (client) => {
    await client.query(HISTORY, [brandId, connectionId, FIELD]);
    await client.query(PINS, [brandId, userId]);
    await client.query("vacuum analyze");
    const text = "select id from products where brand_id = $1 order by id limit $2";
    const { rows } = await client.query<{ id: string }>(text, [brandId, PRODUCTS]);
    return rows.map(({ id }) => id);
  });
  const db = openWorkerDb({ url, max: 4 });
  const deps = { db, connector: () => shopifyBulkFile };
  try {
    let entries = 0;
    const ask = async (n: number) => {
      const id = products[n % products.length] ?? "";
      const answer = await explain(deps, { brandId }, { entity: "product", id, field: FIELD });
      entries = answer.history.items.length;
    };
    return {
      explain_p95_ms: await p95(ask),
      owners_p95_ms: await p95(() => listOwnedFields(deps, { brandId })),
      pins_p95_ms: await p95(() => listPins(deps, { brandId })),
      history_entries: entries,
    };
  } finally {
    await db.close();
  }
}
