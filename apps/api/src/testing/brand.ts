import { randomUUID } from "node:crypto";
import type { Client } from "pg";

export interface TestBrand {
  brandId: string;
  ownerId: string;
  memberId: string;
  connectionId: string;
  productIds: string[];
}

/** A brand with an owner, a member, a connection and some products, straight into the tables. */
export async function makeBrand(admin: Client, name: string, products: string[]): Promise<TestBrand> {
  const brand = { brandId: randomUUID(), ownerId: randomUUID(), memberId: randomUUID() };
  await admin.query("insert into brands (id, name, slug) values ($1, $2, $3)", [
    brand.brandId,
    name,
    `${name.toLowerCase()}-${brand.brandId.slice(0, 8)}`,
  ]);
  await addMember(admin, { ...brand, userId: brand.ownerId, role: "owner" });
  await addMember(admin, { ...brand, userId: brand.memberId, role: "member" });
  const connectionId = await addConnection(admin, brand.brandId);
  const productIds: string[] = [];
  for (const product of products) productIds.push(await addProduct(admin, brand.brandId, product));
  return { ...brand, connectionId, productIds };
}

export async function addMember(
  admin: Client,
  member: { brandId: string; userId: string; role: "owner" | "member" },
): Promise<void> {
  const { brandId, userId, role } = member;
  const email = `${userId}@example.com`;
  await admin.query("insert into users (id, email) values ($1, $2) on conflict do nothing", [userId, email]);
  await admin.query("insert into users_on_brand (brand_id, user_id, role) values ($1, $2, $3)", [
    brandId,
    userId,
    role,
  ]);
}

async function addConnection(admin: Client, brandId: string): Promise<string> {
  const integrationId = randomUUID();
  const connectionId = randomUUID();
  await admin.query(
    `insert into integrations (id, slug, name, kind, category, auth, config_schema, rate_limits, capabilities, streams)
     values ($1, $2, 'Shop', 'vendor', 'shop', '{}', '{}', '[]', '{}', '[]')`,
    [integrationId, `shop-${integrationId}`],
  );
  await admin.query(
    `insert into brand_integrations (brand_id, id, integration_id, name, status) values ($1, $2, $3, 'Shop', 'connected')`,
    [brandId, connectionId, integrationId],
  );
  return connectionId;
}

let minted = 0;

/** Ids ascend, as UUIDv7 do, so that the list's order is the order of making. */
async function addProduct(admin: Client, brandId: string, name: string): Promise<string> {
  minted += 1;
  const id = `01900000-0000-7000-8000-${minted.toString(16).padStart(12, "0")}`;
  await admin.query(
    `insert into products (brand_id, id, name, product_identifier, upid, price, currency)
     values ($1, $2, $3, $4, $5, 49.90, 'EUR')`,
    [brandId, id, name, `${name.toLowerCase().replaceAll(" ", "-")}-${minted}`, randomUUID()],
  );
  return id;
}
