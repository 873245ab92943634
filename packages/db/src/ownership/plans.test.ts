import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWorkerDb, type WorkerDb } from "../client.ts";
import { brandScope } from "../scope.ts";
import { makeBrand, type TestBrand } from "../testing/brand.ts";
import { recordStatements, type Statement } from "../testing/statements.ts";
import { listHistory } from "./explain/list-history.ts";
import { findOwner, findPin, listObservations } from "./explain/observations.ts";
import { findRecord, valueFacts } from "./explain/value-facts.ts";
import { fieldFacts, listOwners, listSuppliers } from "./owners/list-owners.ts";
import { listPins } from "./pins/list-pins.ts";
import { listPreviewRecords } from "./previews/read-preview.ts";
import { listUndoPlaces } from "./undo/preview-undo.ts";

const PRODUCTS = 4_000;
const PAGE = 20;
let database: TestDatabase;
let admin: Client;
let db: WorkerDb;
let sent: Statement[];
let brand: TestBrand;
let runId: string;
let previewId: string;
let productId: string;

const SCENE = [
  `insert into products (brand_id, name, product_identifier, upid)
   select current_setting('scene.brand')::uuid, 'Product ' || n, 'p' || n, gen_random_uuid() from generate_series(1, ${PRODUCTS}) n`,
  `insert into product_variants (brand_id, product_id, upid)
   select current_setting('scene.brand')::uuid, id, gen_random_uuid() from products cross join generate_series(1, 2) where brand_id = current_setting('scene.brand')::uuid`,
  `insert into value_provenance (brand_id, product_id, fields) select current_setting('scene.brand')::uuid, id, '{}' from products where brand_id = current_setting('scene.brand')::uuid`,
  `insert into product_sources (brand_id, connection_id, external_id, product_id, observed)
   select current_setting('scene.brand')::uuid, current_setting('scene.connection')::uuid, id::text, id, '{"product.description": "Theirs"}' from products where brand_id = current_setting('scene.brand')::uuid`,
  `insert into sync_conflicts (brand_id, product_id, field_key, connection_id, canonical, observed)
   select current_setting('scene.brand')::uuid, id, 'product.description', current_setting('scene.connection')::uuid, '"ours"', '"theirs"' from products where brand_id = current_setting('scene.brand')::uuid`,
  `insert into field_pins (brand_id, product_id, field_key, author_id)
   select current_setting('scene.brand')::uuid, id, 'product.name', gen_random_uuid() from products where brand_id = current_setting('scene.brand')::uuid`,
  `insert into sync_runs (brand_id, connection_id, kind, mode, trigger, status, expires_at)
   select current_setting('scene.brand')::uuid, current_setting('scene.connection')::uuid, kind, 'full', 'manual', 'completed', now() from unnest(array['sync', 'preview']) kind`,
  `insert into sync_runs (brand_id, connection_id, kind, mode, trigger, status)
   select current_setting('scene.brand')::uuid, current_setting('scene.connection')::uuid, 'unpin', 'incremental', 'manual', 'completed'
   from generate_series(1, ${PRODUCTS})`,
  `insert into sync_changes (brand_id, run_id, product_id, field_key, before, after)
   select current_setting('scene.brand')::uuid, r.id, p.id, 'product.description', '"before"', '"after"' from products p
   join sync_runs r on r.brand_id = p.brand_id and r.kind = 'sync' where p.brand_id = current_setting('scene.brand')::uuid`,
  `insert into audit_log (brand_id, actor_kind, actor_id, action, target)
   select current_setting('scene.brand')::uuid, 'user', gen_random_uuid(), 'product.edit', jsonb_build_object('productId', id, 'changes', '[]'::jsonb)
   from products where brand_id = current_setting('scene.brand')::uuid`,
  `insert into preview_records (brand_id, run_id, ordinal, external_id, effect, product_id)
   select current_setting('scene.brand')::uuid, r.id, row_number() over (), p.id::text, 'changed', p.id from products p
   join sync_runs r on r.brand_id = p.brand_id and r.kind = 'preview' where p.brand_id = current_setting('scene.brand')::uuid`,
];

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  db = openWorkerDb({ url: database.url, max: 1 });
  sent = recordStatements(db.pool);
  brand = await makeBrand(admin, "Mine");
  for (const { brandId, connectionId } of [brand, await makeBrand(admin, "Other")]) {
    await admin.query(
      "select set_config('scene.brand', $1, false), set_config('scene.connection', $2, false)",
      [brandId, connectionId],
    );
    for (const text of SCENE) await admin.query(text);
  }
  await admin.query("vacuum analyze");
  const one = async (text: string) => (await admin.query(text, [brand.brandId])).rows[0].id;
  runId = await one("select id from sync_runs where brand_id = $1 and kind = 'sync'");
  previewId = await one("select id from sync_runs where brand_id = $1 and kind = 'preview'");
  productId = await one("select id from products where brand_id = $1 order by id offset 100 limit 1");
});
afterAll(async () => {
  await Promise.all([db.close(), admin.end()]);
  await database.drop();
});

interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows"?: number;
  "Actual Loops"?: number;
  "Rows Removed by Filter"?: number;
  Plans?: PlanNode[];
}

const LARGE = new Set([
  "products",
  "product_variants",
  "value_provenance",
  "product_sources",
  "sync_conflicts",
  "field_pins",
  "sync_changes",
  "audit_log",
  "preview_records",
]);

/** How each large table was read by the statements that a question sends: node, and rows looked at. */
async function reads(ask: () => Promise<unknown>): Promise<{ table: string; node: string; rows: number }[]> {
  sent.length = 0;
  await ask();
  const found: { table: string; node: string; rows: number }[] = [];
  const walk = (node: PlanNode): void => {
    const { "Relation Name": table = "", "Actual Rows": rows = 0, "Actual Loops": loops = 0 } = node;
    const looked = (rows + (node["Rows Removed by Filter"] ?? 0)) * loops;
    if (LARGE.has(table)) found.push({ table, node: node["Node Type"], rows: looked });
    node.Plans?.forEach(walk);
  };
  await admin.query("begin");
  for (const { text, values } of sent) {
    if (!/^\s*(select|with|create temp)/.test(text)) continue;
    const { rows } = await admin.query(`explain (analyze, timing off, format json) ${text}`, values);
    walk(rows[0]["QUERY PLAN"][0].Plan);
  }
  await admin.query("rollback");
  return found;
}

const place = () => ({
  brandId: brand.brandId,
  productId,
  variantId: null,
  key: "product.description" as const,
});
const asMember = (query: (scope: ReturnType<typeof brandScope>) => Promise<unknown>) =>
  db.orm.transaction((tx) =>
    query(brandScope(tx, { brandId: brand.brandId, userId: brand.memberId, role: "member" })),
  );

describe("rule 15: with thousands of products, what is looked at is found by an index, and no more than is shown", () => {
  test.each<[name: string, ask: () => Promise<unknown>, most: number]>([
    ["the record", () => findRecord(db, { brandId: brand.brandId, entity: "product", id: productId }), 1],
    ["the value and who stands behind it", () => valueFacts(db, place()), 4],
    ["its pin", () => findPin(db, place()), 1],
    ["its owner", () => findOwner(db, place()), 0],
    ["what the connections say", () => listObservations(db, place()), 2],
    ["its history", () => listHistory(db, { ...place(), limit: 50 }), 4],
    ["a page of pins", () => listPins(db, brand.brandId, { limit: PAGE }), 3 * (PAGE + 1)],
    [
      "a page of a preview",
      () => asMember((scope) => listPreviewRecords(scope, { runId: previewId, limit: PAGE })),
      PAGE + 1,
    ],
    [
      "a page of an undo's preview",
      () => listUndoPlaces(db, { brandId: brand.brandId, runId, limit: PAGE }),
      20 * (PAGE + 1),
    ],
  ])("%s", async (_name, ask, most) => {
    const found = await reads(ask);
    expect(found.filter(({ node }) => node === "Seq Scan")).toEqual([]);
    expect(found.reduce((sum, { rows }) => sum + rows, 0)).toBeLessThanOrEqual(most);
  });

  test("the list of owners reads neither products nor conflicts, but their counts, and no more pins than there are", async () => {
    const found = await reads(async () => {
      await listOwners(db, brand.brandId);
      await listSuppliers(db, brand.brandId);
      await fieldFacts(db, brand.brandId);
    });
    const tables = new Set(found.map(({ table }) => table));
    expect([...tables]).toEqual(["field_pins"]);
    const facts = sent.find(({ text }) => text.includes("sync_runs"));
    const { rows } = await admin.query(`explain ${facts?.text}`, facts?.values);
    expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("sync_runs_adopting_idx");
    const { conflicts } = await fieldFacts(db, brand.brandId);
    expect(Object.fromEntries(conflicts)).toEqual({ "product.description": PRODUCTS });
  });
});
