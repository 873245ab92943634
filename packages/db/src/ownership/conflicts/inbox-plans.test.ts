import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorkerDb, type WorkerDb } from "../../client.ts";
import { brandOverview } from "../../queries/core/brand-overview.ts";
import type { BrandScope } from "../../scope.ts";
import { makeBrand, type TestBrand } from "../../testing/brand.ts";
import { recordStatements, type Statement } from "../../testing/statements.ts";
import { countConflicts, countOpenConflicts, listConflicts } from "./list-conflicts.ts";
import { readInbox } from "./read-inbox.ts";

const CONFLICTS = 20_000;
let database: TestDatabase;
let admin: Client;
let db: WorkerDb;
let sent: Statement[];
let brand: TestBrand;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  db = openWorkerDb({ url: database.url, max: 1 });
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

const read = <T>(query: (scope: BrandScope) => Promise<T>) =>
  readInbox(db, { brandId: brand.brandId, userId: brand.memberId }, query);

/** As a member asks, with the plan of the statement that it sent last. */
async function explained(query: (scope: BrandScope) => Promise<unknown>): Promise<string> {
  sent.length = 0;
  await read(query);
  const { text, values } = sent.findLast((statement) =>
    /sync_conflicts|conflict_counts/.test(statement.text),
  ) ?? {
    text: "",
    values: [],
  };
  const { rows } = await admin.query(`explain (analyze, costs off, timing off) ${text}`, values);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

test("the inbox's first page, and one behind it, read as many conflicts as they show", async () => {
  let cursor: string | null = null;
  for (let n = 0; n < 2; n += 1) {
    const plan = await explained(async (scope) => {
      cursor = (await listConflicts(scope, { cursor, limit: 50 })).nextCursor;
    });
    expect(plan).toContain("sync_conflicts_inbox_idx");
    // Lists are put together for the conflicts of the page alone, in plans of their own.
    const [page = ""] = plan.split("SubPlan");
    expect(page).not.toMatch(/Seq Scan on (sync_conflicts|products)|Sort/);
  }
});

test("a field or connection with few conflicts among many is not looked for among all that are open", async () => {
  const rare = await admin.query(
    `insert into sync_conflicts (brand_id, product_id, field_key, connection_id, canonical, observed, opened_at)
     select brand_id, id, 'product.gender', $2, '"ours"', '"theirs"', now() - interval '1 year' * row_number() over (order by id)
     from products where brand_id = $1 order by id limit 100 returning id`,
    [brand.brandId, brand.connectionId],
  );
  await admin.query("analyze sync_conflicts");
  const listed: string[] = [];
  let cursor: string | null = null;
  for (let n = 0; n < 2; n += 1) {
    const plan = await explained(async (scope) => {
      const page = await listConflicts(scope, { fieldKey: "product.gender", cursor, limit: 60 });
      listed.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    });
    expect(plan).toMatch(/sync_conflicts_open_unique[^\n]*rows=(100|40)/);
    expect(plan).not.toMatch(/Seq Scan on sync_conflicts|sync_conflicts_inbox_idx/);
  }
  expect([cursor, listed]).toEqual([null, rare.rows.map(({ id }) => id)]);
  await admin.query("delete from sync_conflicts where field_key = 'product.gender'");
});

test("the badge counts no further than it shows", async () => {
  const plan = await explained(countOpenConflicts);
  expect(plan).toMatch(/sync_conflicts_inbox_idx[^\n]*rows=1001/);
  const counted = await read(countOpenConflicts);
  expect(counted).toEqual({ open: 1_000, more: true });
  expect(await read((scope) => countConflicts(scope))).toMatchObject([
    { count: CONFLICTS / 2 },
    { count: CONFLICTS / 2 },
  ]);
});

test("conflicts are counted as they open, change, are dismissed, close and go, whatever does it", async () => {
  const { brandId, connectionId } = await makeBrand(admin, "Counted");
  const write = (text: string) => admin.query(text, [brandId]);
  const counts = async () =>
    (
      await admin.query(
        "select field_key as field, open, dismissed from conflict_counts where brand_id = $1 order by 1",
        [brandId],
      )
    ).rows.map(({ field, open, dismissed }) => `${field} ${open} ${dismissed}`);
  await write(
    `insert into products (brand_id, name, product_identifier, upid)
     select $1, 'Product ' || n, 'p' || n, gen_random_uuid() from generate_series(1, 3) n`,
  );
  await admin.query(
    `insert into sync_conflicts (brand_id, product_id, field_key, connection_id, canonical, observed)
     select $1, id, key, $2, '"ours"', '"theirs"'
     from products cross join unnest(array['product.name', 'product.price']) key where brand_id = $1`,
    [brandId, connectionId],
  );
  expect(await counts()).toEqual(["product.name 3 0", "product.price 3 0"]);
  const named = "where brand_id = $1 and field_key = 'product.name'";
  await write(`update sync_conflicts set dismissed_value = observed ${named}`);
  expect(await counts()).toEqual(["product.name 0 3", "product.price 3 0"]);
  await write(`update sync_conflicts set observed = '"another"' ${named} and product_id = (
    select id from products where brand_id = $1 and product_identifier = 'p1')`);
  expect(await counts()).toEqual(["product.name 1 2", "product.price 3 0"]);
  await write(`update sync_conflicts set closed_at = now() ${named}`);
  expect(await counts()).toEqual(["product.name 0 0", "product.price 3 0"]);
  await write("delete from products where brand_id = $1 and product_identifier = 'p2'");
  expect(await counts()).toEqual(["product.name 0 0", "product.price 2 0"]);
  await write("update sync_conflicts set closed_at = null where brand_id = $1");
  expect(await counts()).toEqual(["product.name 1 1", "product.price 2 0"]);
  await write("delete from brand_integrations where brand_id = $1");
  expect(await counts()).toEqual([]);
  await write("delete from brands where id = $1");
});

test("how many are open, by field, is read without a look at them", async () => {
  const plan = await explained((scope) => countConflicts(scope));
  expect(plan).toMatch(/conflict_counts/);
  expect(plan).not.toMatch(/sync_conflicts/);
});

test("the brand's first page counts no further either", async () => {
  const plan = await explained(brandOverview);
  expect(plan).toMatch(/on sync_conflicts[^\n]*rows=1001/);
  expect(await read(brandOverview)).toMatchObject({ openConflicts: 1_000, moreConflicts: true });
});

test("who is no member reads nothing", async () => {
  const stranger = { brandId: brand.brandId, userId: brand.connectionId };
  await expect(readInbox(db, stranger, countOpenConflicts)).rejects.toMatchObject({ code: "forbidden" });
});
