import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { sql } from "drizzle-orm";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asApiKey, asUser, openDb, openWorkerDb, type Tx, type UserDb, type WorkerDb } from "./client.ts";
import { ask } from "./request/ask.ts";
import { RequestClient } from "./request/request-client.ts";
import { sqlState } from "./retry.ts";
import { makeBrand, type TestBrand } from "./testing/brand.ts";
import { recordStatements } from "./testing/statements.ts";

let database: TestDatabase;
let admin: Client;
let db: UserDb;
let worker: WorkerDb;
let mine: TestBrand;
let other: TestBrand;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  mine = await makeBrand(admin, "Mine");
  other = await makeBrand(admin, "Other");
  db = openDb({ url: database.url, max: 4 });
  worker = openWorkerDb({ url: database.url, max: 2 });
});

afterAll(async () => {
  await Promise.all([db.close(), worker.close(), admin.end()]);
  await database.drop();
});

async function brandIds(tx: Tx): Promise<unknown[]> {
  const { rows } = await tx.execute(sql`select id from brands`);
  return rows.map((row) => row.id);
}

test("a user's transaction sees the user's brands and no others", async () => {
  expect(await asUser(db, { sub: mine.memberId }, brandIds)).toEqual([mine.brandId]);
  expect(await asUser(db, { sub: other.memberId }, brandIds)).toEqual([other.brandId]);
});

test.each(["succeeds", "fails"])("role and claims end with a transaction that %s", async (end) => {
  const single = openDb({ url: database.url, max: 1 });
  const work = async (tx: Tx) => {
    await brandIds(tx);
    if (end === "fails") throw new Error("no");
  };
  await asUser(single, { sub: mine.ownerId }, work).catch(() => {});
  const { rows } = await single.pool.query(
    "select current_user = session_user as itself, current_setting('request.jwt.claims', true) as claims",
  );
  expect(rows).toEqual([{ itself: true, claims: "" }]);
  await single.close();
});

test("a request of one statement goes to the database twice: with its begin, and to commit", async () => {
  const counted = openDb({ url: database.url, max: 1 });
  const statements = recordStatements(counted.pool);
  await asUser(counted, { sub: mine.ownerId }, (tx) => tx.execute(sql`select 1`));
  await asUser(counted, { sub: mine.ownerId }, async () => "nothing asked");
  await counted.close();
  expect(statements.map((statement) => statement.text)).toEqual(["select 1", "commit"]);
});

test("a statement that is asked alone is a transaction by itself, with the caller's rights and no longer", async () => {
  const single = openDb({ url: database.url, max: 1 });
  const statements = recordStatements(single.pool);
  const text = "select array(select id from brands) as brands, 6 / $1::int as six";
  const asked = (by: number) =>
    asUser(single, { sub: mine.memberId }, (tx) => ask(tx, { text, values: [by] }));
  expect(await asked(1)).toEqual([{ brands: [mine.brandId], six: 6 }]);
  await expect(asked(0)).rejects.toThrow("division by zero");
  expect(statements.map((statement) => statement.text)).toEqual([text, text]);
  const { rows } = await single.pool.query(
    "select current_user = session_user as itself, current_setting('request.jwt.claims', true) as claims",
  );
  expect(rows).toEqual([{ itself: true, claims: "" }]);
  expect(await asked(2)).toEqual([{ brands: [mine.brandId], six: 3 }]);
  await single.close();
});

test("a statement that is asked after a write sees it, and does not end its transaction", async () => {
  const writing = asUser(db, { sub: mine.ownerId }, async (tx) => {
    await tx.execute(sql`update brands set name = 'Renamed'`);
    throw new Error(JSON.stringify(await ask(tx, { text: "select name from brands", values: [] })));
  });
  await expect(writing).rejects.toThrow('[{"name":"Renamed"}]');
  const { rows } = await admin.query("select name from brands where id = $1", [mine.brandId]);
  expect(rows).toEqual([{ name: "Mine" }]);
});

test("where the caller's role cannot be taken on, the statement that was sent along never runs", async () => {
  const single = openDb({ url: database.url, max: 1 });
  const client = await single.pool.connect();
  const nobody = new RequestClient(client, { role: "nobody" as never, claims: "{}" }, { keepsPlans: true });
  const text = "/* keep:rename */ update brands set name = 'Renamed' where id = $1";
  await expect(nobody.query({ text }, [mine.brandId])).rejects.toThrow('role "nobody" does not exist');
  await nobody.end("rollback");
  client.release();
  const { rows } = await admin.query("select name from brands where id = $1", [mine.brandId]);
  expect(rows).toEqual([{ name: "Mine" }]);
  const again = asUser(single, { sub: mine.ownerId }, async (tx) => {
    const { rowCount } = await tx.execute(sql`${sql.raw(text.replace("$1", ""))}${mine.brandId}`);
    throw new Error(`renamed ${rowCount}`);
  });
  await expect(again).rejects.toThrow("renamed 1");
  await single.close();
});

test("a statement that asks for it is planned once for the session, and after a failure still is known", async () => {
  const single = openDb({ url: database.url, max: 1 });
  const divide = (by: number) =>
    asUser(single, { sub: mine.ownerId }, (tx) =>
      tx.execute(sql`/* keep:divide */ select 6 / ${by}::int as is`),
    );
  const kept = async () =>
    (await single.pool.query("select name from pg_prepared_statements")).rows.map(({ name }) => name);
  await expect(divide(0)).rejects.toThrow();
  expect((await divide(2)).rows).toEqual([{ is: 3 }]);
  expect((await divide(3)).rows).toEqual([{ is: 2 }]);
  expect((await kept()).sort()).toEqual(["become", "divide"]);
  await single.close();
  const unkept = openDb({ url: database.url, max: 1, keepsPlans: false });
  await asUser(unkept, { sub: mine.ownerId }, (tx) => tx.execute(sql`/* keep:two */ select 2`));
  expect((await unkept.pool.query("select name from pg_prepared_statements")).rows).toEqual([]);
  await unkept.close();
});

test("a kept plan shows each caller what is theirs, whoever had it planned", async () => {
  const single = openDb({ url: database.url, max: 1 });
  const seen = async (tx: Tx) =>
    (await tx.execute(sql`/* keep:brands */ select id from brands`)).rows.map((row) => row.id);
  // Postgres settles for one plan after five times.
  for (let time = 0; time < 8; time += 1) {
    expect(await asUser(single, { sub: mine.memberId }, seen)).toEqual([mine.brandId]);
    expect(await asUser(single, { sub: other.ownerId }, seen)).toEqual([other.brandId]);
    expect(await asApiKey(single, { brand_id: mine.brandId, scopes: ["read"] }, seen)).toEqual([
      mine.brandId,
    ]);
    expect(await asApiKey(single, { brand_id: other.brandId, scopes: [] }, seen)).toEqual([]);
  }
  await single.close();
});

test("what a failed request wrote is gone", async () => {
  const failing = asUser(db, { sub: mine.ownerId }, async (tx) => {
    await tx.execute(sql`update brands set name = 'Renamed'`);
    throw new Error("too late");
  });
  await expect(failing).rejects.toThrow("too late");
  const { rows } = await admin.query("select name from brands where id = $1", [mine.brandId]);
  expect(rows).toEqual([{ name: "Mine" }]);
});

test("a transaction inside a request is a savepoint of it", async () => {
  await asUser(db, { sub: mine.ownerId }, async (tx) => {
    const inner = tx.transaction((savepoint) => savepoint.execute(sql`select 1 / 0`));
    await expect(inner).rejects.toThrow();
    expect(await brandIds(tx)).toEqual([mine.brandId]);
  });
});

test("an API key reads its brand, needs the scope for it, and writes nothing", async () => {
  const key = { brand_id: mine.brandId, scopes: ["read"] };
  expect(await asApiKey(db, key, brandIds)).toEqual([mine.brandId]);
  expect(await asApiKey(db, { ...key, scopes: [] }, brandIds)).toEqual([]);
  const writing = asApiKey(db, key, (tx) => tx.execute(sql`update brands set name = 'x'`));
  expect(sqlState(await writing.catch((error: unknown) => error))).toBe("42501");
});

test("a key's claims in a user's token open nothing", async () => {
  const claims = { sub: mine.memberId, brand_id: other.brandId, scopes: ["read"] };
  expect(await asUser(db, claims, brandIds)).toEqual([mine.brandId]);
});

test("two requests that deadlock both succeed", async () => {
  const owner = { sub: mine.ownerId };
  let waiting = 0;
  let open = () => {};
  const bothHold = new Promise<void>((resolve) => {
    open = resolve;
  });
  const [one, two] = await Promise.all([makeTag(admin, mine.brandId), makeTag(admin, mine.brandId)]);
  const crosswise = (first: string, second: string) =>
    asUser(db, owner, async (tx) => {
      await tx.execute(
        sql`update brand_tags set hex = '#000' where brand_id = ${mine.brandId} and id = ${first}`,
      );
      waiting += 1;
      if (waiting === 2) open();
      await bothHold;
      await tx.execute(
        sql`update brand_tags set hex = '#fff' where brand_id = ${mine.brandId} and id = ${second}`,
      );
    });
  await Promise.all([crosswise(one, two), crosswise(two, one)]);
  expect(waiting).toBe(3);
});

async function makeTag(client: Client, brandId: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    "insert into brand_tags (brand_id, name) values ($1, gen_random_uuid()::text) returning id",
    [brandId],
  );
  return rows[0]?.id ?? "";
}
