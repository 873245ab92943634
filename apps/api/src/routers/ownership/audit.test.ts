import { afterAll, beforeAll, expect, test } from "vitest";
import { appRouter } from "../../router.ts";
import { startTestApi, type TestApi } from "../../testing/api.ts";
import { makeBrand, type TestBrand } from "../../testing/brand.ts";
import { callProcedure } from "../../testing/call-procedure.ts";

let api: TestApi;
let brand: TestBrand;
/** Owns another brand, and has heard of ours. */
let stranger: string;
/** The other connection of the brand. */
let second: string;
let runId: string;

/** Two connections with a product between them, a conflict, a record in review, and a run with an error. */
beforeAll(async () => {
  api = await startTestApi();
  brand = await makeBrand(api.admin, "Ours", ["Cap"]);
  const other = await makeBrand(api.admin, "Theirs", []);
  stranger = other.ownerId;
  const connector = (slug: string, connectionId: string) =>
    api.admin.query(
      `update integrations set slug = $1
       where id = (select integration_id from brand_integrations where id = $2)`,
      [slug, connectionId],
    );
  await connector("json-feed", brand.connectionId);
  await connector("shopify", other.connectionId);
  second = other.connectionId;
  await api.admin.query("update brand_integrations set brand_id = $1 where id = $2", [brand.brandId, second]);
  const place = [brand.brandId, brand.connectionId];
  for (const [connectionId, name] of [
    [brand.connectionId, "Bonnet"],
    [second, "Beret"],
  ])
    await api.admin.query(
      `insert into product_sources (brand_id, connection_id, external_id, product_id, observed)
       values ($1, $2, 'p1', $3, jsonb_build_object('product.name', $4::text))`,
      [brand.brandId, connectionId, brand.productIds[0], name],
    );
  const { rows } = await api.admin.query(
    `insert into sync_runs (brand_id, connection_id, mode, trigger, status)
     values ($1, $2, 'full', 'manual', 'completed') returning id`,
    place,
  );
  runId = rows[0].id;
  await api.admin.query(
    `insert into sync_errors (brand_id, connection_id, run_id, external_id, code, message, hint)
     values ($1, $2, $3, 'p1', 'invalid_value', 'Wrong.', 'Mend it.')`,
    [...place, runId],
  );
  await api.admin.query(
    `insert into review_records (brand_id, connection_id, external_id, kind, observed)
     select $1, $2, id, 'unmatched', jsonb_build_object('product',
       jsonb_build_object('product.name', 'Hat', 'product.identifier', 'hat-' || id), 'variants', '[]'::jsonb)
     from unnest(array['r1', 'r2']) id`,
    place,
  );
});
afterAll(() => api.close());

async function quarrel(): Promise<string> {
  const { rows } = await api.admin.query(
    `insert into sync_conflicts (brand_id, product_id, field_key, connection_id, canonical, observed)
     values ($1, $2, 'product.description', $3, '"ours"', '"theirs"') returning id`,
    [brand.brandId, brand.productIds[0], second],
  );
  return rows[0].id;
}

async function versionOf(key: string): Promise<number> {
  const { rows } = await api.admin.query(
    "select version::int as version from field_owners where brand_id = $1 and field_key = $2",
    [brand.brandId, key],
  );
  return rows[0]?.version ?? 0;
}

async function previewed(): Promise<string> {
  const { rows } = await api.admin.query(
    `update sync_runs set status = 'completed', report = '{"records": 0}' where brand_id = $1 and kind = 'preview'
     returning id`,
    [brand.brandId],
  );
  return rows[0].id;
}

const key = "product.name";
const theOther = () => ({ connectionId: second });
const first = () => ({ connectionId: brand.connectionId });
const review = (externalId: string) => ({ ...first(), externalId });
const productId = () => brand.productIds[0];

/** Each verb in an order in which it has something to do, and what it writes. */
const VERBS: [path: string, action: string, input: () => unknown][] = [
  ["owners.transfer", "field.transfer", () => ({ fields: [{ key, version: 0 }], to: first() })],
  ["owners.setOnNull", "field.on_null", () => ({ key: "product.water", version: 0, onNull: "clear" })],
  [
    "mapping.save",
    "mapping.change",
    () => ({ ...theOther(), sources: { [key]: { path: "title" } }, mappingVersion: 1 }),
  ],
  [
    "owners.promote",
    "field.promote",
    async () => ({
      from: brand.connectionId,
      to: second,
      fields: [{ key, version: await versionOf(key) }],
      confirmRegrouping: true,
    }),
  ],
  ["owners.clear", "field.clear", async () => ({ key, version: await versionOf(key) })],
  ["pins.pin", "pin.set", () => ({ productId: productId(), fieldKey: "product.season" })],
  ["pins.unpin", "pin.lift", async () => ({ pins: [await pinId()] })],
  ["conflicts.resolve", "conflict.dismiss", async () => ({ conflictId: await quarrel(), by: "dismiss" })],
  ["conflicts.resolve", "conflict.reopen", async () => ({ conflictId: await open(), by: "reopen" })],
  [
    "conflicts.resolve",
    "product.pin",
    async () => ({ conflictId: await open(), by: "pin", value: "theirs" }),
  ],
  [
    "conflicts.resolve",
    "conflict.pin",
    async () => ({ conflictId: await quarrel(), by: "pin", value: "ours" }),
  ],
  [
    "conflicts.resolveMany",
    "conflict.dismiss",
    async () => ({ filter: { connectionId: (await quarrel()) && second }, by: "dismiss" }),
  ],
  ["reviews.ignore", "review.ignored", () => review("r1")],
  ["reviews.reopen", "review.reopened", () => review("r1")],
  ["reviews.link", "review.linked", () => ({ ...review("r1"), productId: productId() })],
  ["reviews.unlink", "review.unlinked", () => review("r1")],
  ["reviews.create", "review.created", () => review("r2")],
  ["preview.start", "run.preview", () => first()],
  ["preview.takeOver", "run.take_over", async () => ({ runId: await previewed(), anyway: true })],
  ["replay.start", "run.replay", async () => ({ runId, errorIds: [await errorId()] })],
  ["undo.start", "run.undo", () => ({ runId })],
  ["connections.disconnect", "connection.disconnect", () => theOther()],
];

async function errorId(): Promise<string> {
  const { rows } = await api.admin.query("select id from sync_errors where run_id = $1", [runId]);
  return rows[0].id;
}

async function pinId(): Promise<string> {
  const { rows } = await api.admin.query("select id from field_pins where brand_id = $1", [brand.brandId]);
  return rows[0].id;
}

async function open(): Promise<string> {
  const { rows } = await api.admin.query(
    "select id from sync_conflicts where brand_id = $1 and closed_at is null",
    [brand.brandId],
  );
  return rows[0].id;
}

/** Lines of the audit log and events of one kind, and who they name. */
async function written(action: string) {
  const audits = await api.admin.query(
    "select actor_id from audit_log where brand_id = $1 and action = $2 order by created_at",
    [brand.brandId, action],
  );
  const events = await api.admin.query("select from integration_events where brand_id = $1 and type = $2", [
    brand.brandId,
    action,
  ]);
  return { audits: audits.rowCount ?? 0, events: events.rowCount ?? 0, by: audits.rows.at(-1)?.actor_id };
}

/** So that the next verb finds the connection free. */
function settle() {
  return api.admin.query(
    "update sync_runs set status = 'completed' where brand_id = $1 and status in ('queued', 'running')",
    [brand.brandId],
  );
}

test("rule 1: every verb of ownership leaves one line in the audit log and one event, and none for another brand's owner", async () => {
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  // Of another brand's owner they find nothing of ours: a field's name is every brand's, and lists come to nothing.
  const harmless: string[] = [];
  for (const [name, action, inputOf] of VERBS) {
    const path = `integrations.${name}`;
    const input = await inputOf();
    const before = await written(action);
    const call = { path, type: procedures[path]?._def.type ?? "none", input };
    const foreign = await callProcedure(api.url, stranger, call);
    if (foreign.status === 200) harmless.push(name);
    expect({ action, ...(await written(action)) }).toEqual({ action, ...before });
    const answer = await callProcedure(api.url, brand.ownerId, call);
    const { audits, events, by } = await written(action);
    expect({ action, ...answer, audits: audits - before.audits, events: events - before.events, by }).toEqual(
      {
        action,
        status: 200,
        data: answer.data,
        audits: 1,
        events: 1,
        by: brand.ownerId,
      },
    );
    await settle();
  }
  expect(harmless).toEqual(["owners.setOnNull", "pins.unpin", "conflicts.resolveMany"]);
});
