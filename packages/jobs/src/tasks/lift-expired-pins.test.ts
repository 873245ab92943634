import { openWorkerDb, type WorkerDb } from "@v1/db";
import { liftExpiredPins } from "@v1/integrations/ownership";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectorOf } from "../sync/connector-of.ts";
import { makeBrand, makeProduct } from "../testing/rows.ts";

let database: TestDatabase;
let client: Client;
let db: WorkerDb;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  db = openWorkerDb({ url: database.url });
});
afterAll(async () => {
  await Promise.all([client.end(), db.close()]);
  await database.drop();
});

test("pins whose time is over go, each with a line in the audit log; the others stay", async () => {
  const brandId = await makeBrand(client);
  const over: string[] = [];
  for (let index = 0; index < 5; index += 1) over.push(await pin(brandId, "-1 minute"));
  const stays = [await pin(brandId, "1 hour"), await pin(brandId, null)];

  // Two workers, and batches smaller than what there is.
  const deps = { db, connector: connectorOf };
  const lifts = await Promise.all([liftExpiredPins(deps, { batch: 2 }), liftExpiredPins(deps, { batch: 2 })]);
  expect(lifts.reduce((sum, { lifted }) => sum + lifted, 0)).toBe(5);

  const left = await client.query<{ product_id: string }>("select product_id from field_pins");
  expect(new Set(left.rows.map((row) => row.product_id))).toEqual(new Set(stays));
  const { rows } = await client.query("select * from audit_log");
  expect(rows).toHaveLength(5);
  expect(new Set(rows.map((row) => row.target.productId))).toEqual(new Set(over));
  expect(rows[0]).toMatchObject({
    brand_id: brandId,
    actor_kind: "system",
    action: "pin.expired",
    target: { fieldKey: "product.name", reason: "Summer sale" },
  });
});

async function pin(brandId: string, expires: string | null): Promise<string> {
  const productId = await makeProduct(client, brandId);
  await client.query(
    `insert into field_pins (brand_id, product_id, field_key, author_id, reason, expires_at)
    values ($1, $2, 'product.name', gen_random_uuid(), 'Summer sale', now() + $3::interval)`,
    [brandId, productId, expires],
  );
  return productId;
}
