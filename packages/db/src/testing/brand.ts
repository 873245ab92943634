import { randomUUID } from "node:crypto";
import type { Client } from "pg";

export interface TestBrand {
  brandId: string;
  ownerId: string;
  memberId: string;
  connectionId: string;
}

/** A brand with an owner, a member and one connection. */
export async function makeBrand(client: Client, name: string): Promise<TestBrand> {
  const brand = {
    brandId: randomUUID(),
    ownerId: randomUUID(),
    memberId: randomUUID(),
    connectionId: randomUUID(),
  };
  await client.query("insert into brands (id, name) values ($1, $2)", [brand.brandId, name]);
  await addMember(client, { ...brand, userId: brand.ownerId, role: "owner" });
  await addMember(client, { ...brand, userId: brand.memberId, role: "member" });
  await client.query(
    `with integration as (
      insert into integrations (slug, name, kind) values ($3, 'Shop', 'vendor') returning id
    )
    insert into brand_integrations (brand_id, id, integration_id, name, status)
    select $1, $2, id, 'My shop', 'connected' from integration`,
    [brand.brandId, brand.connectionId, `shop-${brand.connectionId}`],
  );
  return brand;
}

export async function addMember(
  client: Client,
  { brandId, userId, role }: { brandId: string; userId: string; role: "owner" | "member" },
): Promise<void> {
  await client.query("insert into users (id, email) values ($1, $2)", [userId, `${userId}@example.com`]);
  await client.query("insert into users_on_brand (brand_id, user_id, role) values ($1, $2, $3)", [
    brandId,
    userId,
    role,
  ]);
}

/** Products with two variants each, in id order; answers their ids. */
export async function addProducts(client: Client, brandId: string, names: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, name] of names.entries()) {
    // Ascending like UUIDv7.
    const id = `0000${index.toString(16).padStart(4, "0")}${randomUUID().slice(8)}`;
    ids.push(id);
    await client.query(
      "insert into products (brand_id, id, name, product_identifier, upid) values ($1, $2, $3, $4, $5)",
      [brandId, id, name, `style-${index}`, id],
    );
    await client.query(
      `insert into product_variants (brand_id, product_id, upid, tombstoned_at)
       select $1, $2, gen_random_uuid(), case n when 3 then now() end from generate_series(1, 3) n`,
      [brandId, id],
    );
  }
  return ids;
}
