import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asUser, openDb, type Tx, type UserDb } from "../../client.ts";
import { brandScope } from "../../scope.ts";
import { makeBrand, type TestBrand } from "../../testing/brand.ts";
import { recordStatements, type Statement } from "../../testing/statements.ts";
import { countConflicts, countOpenConflicts, listConflicts } from "./list-conflicts.ts";

const CONFLICTS = 20_000;
let database: TestDatabase;
let admin: Client;
let db: UserDb;
let sent: Statement[];
let brand: TestBrand;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  db = openDb({ url: database.url, max: 1 });
  sent = recordStatements(db.pool);
  brand = await makeBrand(admin, "Mine");
  for (const { brandId, connectionId } of [brand, await makeBrand(admin, "Other")]) {
    await admin.query(
      `with made as (
        insert into products (brand_id, name, product_identifier, upid)
        select $1, 'Product ' || n, 'p' || n, gen_random_uuid() from generate_series(1, ${CONFLICTS / 2}) n returning id
      )
      insert into sync_conflicts (brand_id, product_id, field_key, connection_id, canonical, observed, opened_at)
      select $1, id, key, $2, '"ours"', '"theirs"', now() - make_interval(mins => (random() * 10000)::int)
      from made cross join unnest(array['product.name', 'product.description']) key`,
      [brandId, connectionId],
    );
  }
  await admin.query("analyze");
});
afterAll(async () => {
  await Promise.all([db.close(), admin.end()]);
  await database.drop();
});

/** As a member asks, under the policies, and the plan of the statement that it sent last. */
function explained(query: (tx: Tx) => Promise<unknown>): Promise<string> {
  return asUser(db, { sub: brand.memberId }, async (tx) => {
    sent.length = 0;
    await query(tx);
    const { text, values } = sent.at(-1) ?? { text: "", values: [] };
    await admin.query("begin");
    await admin.query("set local role authenticated");
    await admin.query("select set_config('request.jwt.claims', $1, true)", [
      JSON.stringify({ sub: brand.memberId }),
    ]);
    const { rows } = await admin.query(`explain (analyze, costs off, timing off) ${text}`, values);
    await admin.query("rollback");
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    return plan;
  });
}

const scope = (tx: Tx) => brandScope(tx, { brandId: brand.brandId, userId: brand.memberId, role: "member" });

test("the inbox's first page, and one behind it, read as many conflicts as they show", async () => {
  let cursor: string | null = null;
  for (let page = 0; page < 2; page += 1) {
    const plan = await explained(async (tx) => {
      cursor = (await listConflicts(scope(tx), { cursor, limit: 50 })).nextCursor;
    });
    expect(plan).toContain("sync_conflicts_inbox_idx");
    expect(plan).not.toMatch(/Seq Scan|Sort/);
  }
});

test("the badge counts no further than it shows", async () => {
  const plan = await explained((tx) => countOpenConflicts(scope(tx)));
  expect(plan).toMatch(/sync_conflicts_inbox_idx[^\n]*rows=1001/);
  const counted = await asUser(db, { sub: brand.memberId }, (tx) => countOpenConflicts(scope(tx)));
  expect(counted).toEqual({ open: 1_000, more: true });
  expect(await asUser(db, { sub: brand.memberId }, (tx) => countConflicts(scope(tx)))).toMatchObject([
    { count: CONFLICTS / 2 },
    { count: CONFLICTS / 2 },
  ]);
});
