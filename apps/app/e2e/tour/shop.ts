import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startDemoStore } from "@v1/stack/demo-store";
import { root } from "@v1/stack/root";
import { apiAs } from "../api.ts";
import { addOwner, PASSWORD } from "../seed.ts";
import type { Stack } from "../stack.ts";
import { ended } from "../two-sources.ts";

export type Shop = Awaited<ReturnType<typeof seedShop>>;

interface Wanted {
  email: string;
  products: number;
  /** Where the store listens; any free one where it is left out. */
  port?: number;
}

/** A brand with an owner and the demo store connected, all of it synced. */
export async function seedShop(stack: Stack, { email, products, port }: Wanted) {
  await stack.admin.query(readFileSync(join(root, "supabase", "seed.sql"), "utf8"));
  const [brandId, userId] = [randomUUID(), await stack.auth.signUp(email, PASSWORD)];
  await stack.admin.query("insert into brands (id, name, slug) values ($1, 'Atelier Demo', $2)", [
    brandId,
    randomUUID(),
  ]);
  await stack.admin.query("insert into users (id, email) values ($1, $2)", [userId, email]);
  await addOwner(stack.admin, { brandId, connectionId: "" }, userId);
  const store = await startDemoStore({ products, seed: 1, pictures: true, ...(port ? { port } : {}) });
  const api = await apiAs(stack, { email, brandId });
  const { connectionId } = await api.mutate<{ connectionId: string }>("integrations.connections.create", {
    slug: "shopify",
    name: "Lund & Alder",
    config: { shop: store.url },
    secrets: { accessToken: store.token },
    mayCreate: true,
    matchBy: [],
    scheduleCron: null,
    start: false,
  });
  const { runId } = await api.mutate<{ runId: string }>("integrations.runs.trigger", {
    connectionId,
    mode: "full",
  });
  await ended(api, runId);
  const { rows } = await stack.admin.query<{ id: string }>(
    "select id from products where brand_id = $1 and product_identifier = 'lund-tiered-dress-1000'",
    [brandId],
  );
  return { store, connectionId, productId: rows[0]?.id ?? "", stop: () => store.stop() };
}
