import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Api, apiAs } from "./api.ts";
import { type FeedProduct, startFeeds } from "./feeds.ts";
import { ARABIC_NAME, addOwner, LONG_NAME, PASSWORD } from "./seed.ts";
import { own } from "./shared/join-stack.ts";
import type { Stack } from "./stack.ts";

const KINDS = ["Merino crew-neck", "Linen shirt", "Selvedge jeans", "Canvas tote", "Rain parka"];

/** A brand whose products a shop and an ERP both know, and do not agree on. */
export async function seedTwoSources(stack: Stack) {
  const brandId = randomUUID();
  const [ownerId, memberId] = [
    await stack.auth.signUp(own("ada"), PASSWORD),
    await stack.auth.signUp(own("mel"), PASSWORD),
  ];
  await stack.admin.query("insert into brands (id, name, slug) values ($1, 'Atelier Nord', $2)", [
    brandId,
    randomUUID(),
  ]);
  await stack.admin.query(
    "insert into users (id, email, full_name) values ($1, $3, 'Ada Lindqvist'), ($2, $4, 'Mel Haddad')",
    [ownerId, memberId, own("ada"), own("mel")],
  );
  await addOwner(stack.admin, { brandId, connectionId: "" }, ownerId);
  await stack.admin.query("insert into users_on_brand (brand_id, user_id, role) values ($1, $2, 'member')", [
    brandId,
    memberId,
  ]);
  await stack.admin.query(
    `insert into integrations (slug, name, kind) values ('json-feed', 'JSON or XML feed', 'custom') on conflict do nothing`,
  );
  const feeds = await startFeeds();
  const api = await apiAs(stack, { email: own("ada"), brandId });
  feeds.put("/shop", shopProducts());
  feeds.put("/erp", erpProducts());
  const shop = await connect(api, { name: "Webshop", url: feeds.urlOf("/shop"), fields: SHOP_FIELDS });
  await syncOf(api, shop);
  const erp = await connect(api, { name: "ERP Stockholm", url: feeds.urlOf("/erp"), fields: ERP_FIELDS });
  await syncOf(api, erp);
  return { brandId, feeds, api, shop, erp };
}

const SHOP_FIELDS = {
  "product.name": "name",
  "product.description": "description",
  "product.price": "price",
  "product.webshopUrl": "url",
  "product.image": "image",
  "product.tags": "tags",
};
const ERP_FIELDS = {
  "product.name": "name",
  "product.description": "text",
  "product.price": "price",
  "product.weight": "weight",
  "product.season": "season",
  "product.materials": "fabric",
};

/** Forty of a shop: among them a name of 200 letters and an Arabic one. */
export function shopProducts(): FeedProduct[] {
  const names = Array.from({ length: 38 }, (_, at) => `${KINDS[at % KINDS.length]} No. ${at + 1}`);
  return [...names, LONG_NAME, ARABIC_NAME].map((name, at) => ({
    id: `style-${1001 + at}`,
    name,
    description: `A ${name.toLowerCase()} in soft, brushed wool. Made to be worn for years.`,
    price: (49.9 + at).toFixed(2),
    url: `https://shop.example.com/p/${1001 + at}`,
    tags: at % 2 ? ["wool", "winter"] : ["wool"],
  }));
}

/** The ERP's view of the same: other prices for some, other words for others. */
function erpProducts(): FeedProduct[] {
  return shopProducts().map((product, at) => ({
    id: product.id,
    name: at % 8 === 3 ? `${product.name} (new)` : product.name,
    text:
      at % 4 === 1
        ? `A ${product.name.toLowerCase()} in firm, boiled wool. Made to be worn for years, and mended.`
        : product.description,
    price: at % 5 === 2 || at >= 38 ? (59.9 + at).toFixed(2) : product.price,
    weight: at % 3 ? 320 + at * 5 : null,
    season: "Winter 2026",
    fabric: [
      { name: "Wool", percentage: 80 },
      { name: "Polyamide", percentage: 20 },
    ],
  }));
}

interface Connected {
  name: string;
  url: string;
  fields: Record<string, string>;
  mayCreate?: boolean;
  matchBy?: ("identifier" | "sku")[];
  /** Where a record lists its variants. */
  variants?: { list: string; id: string; fields: Record<string, string> };
}

/** A connection to a feed, not yet synced. @returns its id */
export async function connect(
  api: Api,
  { name, url, fields, mayCreate = true, matchBy = ["identifier"], variants }: Connected,
): Promise<string> {
  const made = await api.mutate<{ id?: string; connectionId?: string }>("integrations.connections.create", {
    slug: "json-feed",
    name,
    config: {
      url,
      records: "products",
      currency: "EUR",
      fields: { "product.identifier": "id", ...fields },
      ...(variants ? { variants } : {}),
    },
    secrets: {},
    mayCreate,
    matchBy,
    scheduleCron: null,
    start: false,
  });
  return made.connectionId ?? made.id ?? "";
}

/** Syncs and waits until it is done. @returns the run's id */
export async function syncOf(api: Api, connectionId: string, mode = "full"): Promise<string> {
  const { runId } = await api.mutate<{ runId: string }>("integrations.runs.trigger", { connectionId, mode });
  await ended(api, runId);
  return runId;
}

export async function ended(api: Api, runId: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const run = await api.query<{ status: string; error: unknown }>("integrations.runs.get", { runId });
    if (run.status === "completed") return;
    if (!["queued", "running"].includes(run.status)) throw new Error(JSON.stringify(run));
    await sleep(100);
  }
  throw new Error(`The run ${runId} does not end.`);
}

/** The connection that owns a field of the brand; null where people or nobody do. */
export async function ownerOf(
  { admin, brandId }: Pick<Stack, "admin"> & { brandId: string },
  key: string,
): Promise<string | null> {
  const { rows } = await admin.query<{ connection_id: string | null }>(
    "select connection_id from field_owners where brand_id = $1 and field_key = $2",
    [brandId, key],
  );
  return rows[0]?.connection_id ?? null;
}
