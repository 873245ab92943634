import { randomUUID } from "node:crypto";
import type { Brand, World } from "../../sync/testing/world.ts";
import type { OwnershipDeps, OwnershipScope } from "../types.ts";

/** Somebody of the brand, as the verbs know them. */
export async function somebody(brand: Brand, role: "owner" | "member" = "owner"): Promise<OwnershipScope> {
  const userId = randomUUID();
  await brand.sql("insert into users (id, email, full_name) values ($1, $2, $3)", [
    userId,
    `${userId}@example.com`,
    role === "owner" ? "Olive Owner" : "Mel Member",
  ]);
  await brand.sql("insert into users_on_brand (brand_id, user_id, role) values ($1, $2, $3)", [
    brand.id,
    userId,
    role,
  ]);
  return { brandId: brand.id, userId };
}

/** What the verbs stand on, over a world's database and sources; `enqueued` is what they gave to workers. */
export function depsOf(world: World): OwnershipDeps & { enqueued: object[] } {
  const enqueued: object[] = [];
  return {
    db: world.db,
    connector: (slug) => world.connector(slug),
    queue: { enqueue: async (_name, payload) => enqueued.push(payload) },
    enqueued,
  };
}
