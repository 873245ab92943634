import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, post } from "./ask.ts";
import { type DemoStore, startDemoStore } from "./index.ts";

let store: DemoStore;
beforeAll(async () => {
  store = await startDemoStore({ products: 300, seed: 5 });
});
afterAll(() => store.stop());

interface Node {
  id: string;
}
interface Listing {
  products: { nodes: Node[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
}
interface Detailed {
  variantsCount: unknown;
  media: { nodes: unknown[] };
  metafields: { edges: unknown[]; pageInfo: { hasNextPage: boolean } };
  description: string;
}
interface Variants {
  productVariants: { nodes: { product: unknown }[]; pageInfo: { hasPreviousPage: boolean } };
}
interface Introspected {
  __schema: { queryType: { name: string } };
  __type: { fields: unknown[] };
}
interface Updated {
  productUpdate: { product: { updatedAt: string } | null; userErrors: { field: string[] }[] };
}
interface Created {
  productCreate: { product: Node & { variants: { nodes: Node[] } } };
}
interface Priced {
  productVariantsBulkUpdate: { productVariants: unknown[] };
}
interface Counted {
  productsCount: { count: number };
}
const first = () => store.catalog.at(0) ?? expect.unreachable();

describe("queries that no connector sends", () => {
  it("fragments, aliases, variables and directives", async () => {
    const query = `
      query Some($id: ID!, $withTags: Boolean!) {
        one: product(id: $id) { ...Basics tags @include(if: $withTags) }
        again: node(id: $id) { __typename ... on Product { ...Basics } }
      }
      fragment Basics on Product { id title cheapest: priceRangeV2 { minVariantPrice { amount } } }`;
    const { data, errors } = await ask<{ one: Node; again: Node }>(store, query, {
      id: `gid://shopify/Product/${first().id}`,
      withTags: false,
    });
    expect(errors).toBeUndefined();
    expect(data.one).toEqual({
      id: data.again.id,
      title: first().title,
      cheapest: { minVariantPrice: expect.anything() },
    });
    expect(data.again).toEqual({ __typename: "Product", ...data.one });
  });

  it("media, options, metafields and counts of a product", async () => {
    const { data } = await ask<{ products: { nodes: Detailed[] } }>(
      store,
      `{ products(first: 1) { nodes {
      variantsCount { count precision } hasOnlyDefaultVariant options { name position values }
      media(first: 5) { nodes { __typename alt ... on MediaImage { image { url altText } } } }
      metafields(first: 3, namespace: "custom") { edges { cursor node { key type jsonValue } } pageInfo { hasNextPage } }
      description(truncateAt: 20)
    } } }`,
    );
    const product = data.products.nodes[0] ?? expect.unreachable();
    expect(product.variantsCount).toEqual({ count: first().variants.length, precision: "EXACT" });
    expect(product.media.nodes[0]).toMatchObject({
      __typename: "MediaImage",
      image: { url: first().imageUrl },
    });
    expect(product.metafields.edges).toHaveLength(3);
    expect(product.metafields.pageInfo.hasNextPage).toBe(true);
    expect(product.description).toHaveLength(20);
  });

  it("variants across products, backwards, with their product", async () => {
    const { data } = await ask<Variants>(
      store,
      `{ productVariants(last: 2) { nodes { sku product { handle } } pageInfo { hasPreviousPage } } }`,
    );
    const last = store.catalog.at(299);
    expect(data.productVariants.nodes.map(({ product }) => product)).toEqual([
      { handle: last?.handle },
      { handle: last?.handle },
    ]);
    expect(data.productVariants.pageInfo.hasPreviousPage).toBe(true);
  });

  it("introspection", async () => {
    const { data } = await ask<Introspected>(
      store,
      `{ __schema { queryType { name } } __type(name: "Product") { fields { name } } }`,
    );
    expect(data.__schema.queryType.name).toBe("QueryRoot");
    expect(data.__type.fields.length).toBeGreaterThan(15);
  });

  it("nodes by their ids, unknown ones as null", async () => {
    const ids = ["gid://shopify/Product/1", `gid://shopify/ProductVariant/${first().variants[0]?.id}`];
    const { data } = await ask<{ nodes: (Node | null)[] }>(
      store,
      `query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`,
      { ids },
    );
    expect(data.nodes).toEqual([null, { id: ids[1] }]);
  });
});

describe("pages and searches", () => {
  it.each(["ID", "UPDATED_AT", "TITLE", "CREATED_AT"])(
    "go through all products once, sorted by %s, both ways",
    async (sortKey) => {
      for (const reverse of [false, true]) {
        const ids: string[] = [];
        for (let after: string | null = null; ; ) {
          const query = `query ($after: String) { products(first: 90, after: $after, sortKey: ${sortKey}, reverse: ${reverse}) {
          nodes { id } pageInfo { hasNextPage endCursor } } }`;
          const { products }: Listing = (await ask<Listing>(store, query, { after })).data;
          ids.push(...products.nodes.map(({ id }) => id));
          if (!products.pageInfo.hasNextPage) break;
          after = products.pageInfo.endCursor;
        }
        expect(new Set(ids).size).toBe(300);
        expect(ids).toHaveLength(300);
      }
    },
  );

  it.each([
    [`updated_at:>='2026-06-01T00:00:00Z'`, (p: Listed) => p.updatedAt >= "2026-06-01T00:00:00Z"],
    [
      `updated_at:>2026-06-01 AND updated_at:<2026-09-01`,
      (p: Listed) => p.updatedAt > "2026-06-01" && p.updatedAt < "2026-09-01",
    ],
    ["status:draft", (p: Listed) => p.status === "DRAFT"],
    ["status:draft,archived", (p: Listed) => p.status !== "ACTIVE"],
    ["-status:active", (p: Listed) => p.status !== "ACTIVE"],
    [
      "(status:draft OR status:archived) NOT product_type:Jeans",
      (p: Listed) => p.status !== "ACTIVE" && p.productType !== "Jeans",
    ],
    ["title:Alba*", (p: Listed) => p.title.startsWith("Alba")],
    ["jacket", (p: Listed) => /jacket/i.test(`${p.title} ${p.productType} ${p.tags.join(" ")}`)],
    ["no_such_field:1", () => true],
  ])("find %s", async (query, expected) => {
    const fields = "id title status productType tags updatedAt";
    const { data } = await ask<{ all: { nodes: Listed[] }; more: { nodes: Listed[] } }>(
      store,
      `{ all: products(first: 250) { nodes { ${fields} } } more: products(last: 50) { nodes { ${fields} } } }`,
    );
    const wanted = [...data.all.nodes, ...data.more.nodes].filter(expected).map(({ id }) => id);
    const found = await ask<Counted & Listing>(
      store,
      `query ($query: String) { productsCount(query: $query) { count } products(first: 250, query: $query) { nodes { id } } }`,
      { query },
    );
    expect(wanted.length).toBeGreaterThan(0);
    expect(found.data.productsCount.count).toBe(wanted.length);
    expect(found.data.products.nodes.map(({ id }) => id)).toEqual(wanted.slice(0, 250));
  });

  interface Listed {
    id: string;
    title: string;
    status: string;
    productType: string;
    tags: string[];
    updatedAt: string;
  }

  it("a page stays right when products before it change", async () => {
    const query = `query ($after: String) { products(first: 5, after: $after, sortKey: UPDATED_AT) { nodes { id } pageInfo { endCursor } } }`;
    const page = (await ask<Listing>(store, query)).data.products;
    const next = (await ask<Listing>(store, query, { after: page.pageInfo.endCursor })).data.products;
    store.control({ action: "edit", id: Number(page.nodes[0]?.id.split("/").at(-1)), set: { vendor: "x" } });
    expect(
      (await ask<Listing>(store, query, { after: page.pageInfo.endCursor })).data.products.nodes,
    ).toEqual(next.nodes);
  });
});

describe("what Shopify refuses", () => {
  it.each([
    ["{ products(first: 1) { nodes { colour } } }", "undefinedField"],
    ["{ products(first: 1) {", "parseError"],
    ["{ products { nodes { id } } }", "BAD_REQUEST"],
    ["{ products(first: 300) { nodes { id } } }", "BAD_REQUEST"],
    ["{ products(first: 100) { nodes { variants(first: 100) { nodes { id } } } } }", "MAX_COST_EXCEEDED"],
    ['{ products(first: 1, after: "nonsense") { nodes { id } } }', "INVALID_CURSOR"],
  ])("%s inside a 200", async (query, code) => {
    expect((await ask(store, query)).errors?.[0]?.extensions?.code).toBe(code);
  });

  it("a wrong token, an unknown path, no query", async () => {
    const wrong = await post({ ...store, token: "shpat_wrong" }, "/admin/api/2026-07/graphql.json", {
      query: "{ shop { id } }",
    });
    expect([wrong.status, ((await wrong.json()) as { errors: string }).errors]).toEqual([
      401,
      expect.stringContaining("access token"),
    ]);
    expect((await post(store, "/admin/api/2026-07/products.json", {})).status).toBe(404);
    expect((await post(store, "/admin/api/2026-07/graphql.json", {})).status).toBe(400);
  });

  it("more points than the bucket holds, until they have flowed back", async () => {
    const small = await startDemoStore({ products: 50, seed: 5, bucket: { maximum: 60, restoreRate: 200 } });
    try {
      const query = "{ products(first: 50) { nodes { id } } }";
      const answers = await Promise.all([1, 2, 3].map(() => ask(small, query)));
      const throttled = answers.filter(({ errors }) => errors?.[0]?.extensions?.code === "THROTTLED");
      expect(throttled.length).toBeGreaterThan(0);
      expect(throttled[0]?.extensions?.cost).toMatchObject({ requestedQueryCost: 52, actualQueryCost: null });
      await expect.poll(async () => (await ask(small, query)).errors).toBeUndefined();
    } finally {
      await small.stop();
    }
  });
});

describe("a merchant's changes", () => {
  it("outlast the store, but not another catalog", async () => {
    const folder = mkdtempSync(join(tmpdir(), "demo-store-keep-"));
    const keep = join(folder, "store", "changes.json");
    const open = (seed: number) => startDemoStore({ products: 20, seed, keep, pictures: true });
    try {
      const before = await open(5);
      before.control({ action: "change", every: 2 });
      before.control({ action: "delete", index: 3 });
      before.catalog.create({ title: "Made by hand" });
      const sold = before.catalog.ids().map((id) => before.catalog.find(id));
      await before.stop();
      const after = await open(5);
      const now = after.catalog.ids().map((id) => after.catalog.find(id));
      expect(now).toEqual(JSON.parse(JSON.stringify(sold).replaceAll(before.url, after.url)));
      await after.stop();
      const other = await open(6);
      expect(other.catalog.changes()).toMatchObject({ edited: [], deleted: [], created: 0 });
      await other.stop();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("are seen, with a later time, and a title is needed", async () => {
    const id = `gid://shopify/Product/${first().id}`;
    const before = first().updatedAt;
    const metafields = [
      { namespace: "custom", key: "season", value: "SS27", type: "single_line_text_field" },
    ];
    const update = `mutation ($product: ProductUpdateInput) { productUpdate(product: $product) {
      product { title updatedAt metafield(namespace: "custom", key: "season") { value } } userErrors { field message } } }`;
    const { productUpdate } = (
      await ask<Updated>(store, update, { product: { id, title: "New", metafields } })
    ).data;
    expect(productUpdate).toMatchObject({
      product: { title: "New", metafield: { value: "SS27" } },
      userErrors: [],
    });
    expect((productUpdate.product?.updatedAt ?? "") > before).toBe(true);
    expect(first().metafields).toHaveLength(8);
    const refused = (await ask<Updated>(store, update, { product: { id, title: "" } })).data.productUpdate;
    expect(refused.userErrors[0]?.field).toEqual(["title"]);
  });

  it("create, price and delete", async () => {
    const create = `mutation { productCreate(product: { title: "Sample", status: ACTIVE }) { product { id variants(first: 1) { nodes { id } } } } }`;
    const made = (await ask<Created>(store, create)).data.productCreate.product;
    const price = `mutation ($productId: ID!, $id: ID!) { productVariantsBulkUpdate(productId: $productId, variants: [{ id: $id, price: "12.5", barcode: "1" }]) {
      productVariants { price barcode } userErrors { message } } }`;
    const priced = await ask<Priced>(store, price, { productId: made.id, id: made.variants.nodes[0]?.id });
    expect(priced.data.productVariantsBulkUpdate.productVariants).toEqual([{ price: "12.50", barcode: "1" }]);
    expect((await ask<Counted>(store, "{ productsCount { count } }")).data.productsCount.count).toBe(301);
    await ask(store, `mutation ($id: ID!) { productDelete(input: { id: $id }) { deletedProductId } }`, {
      id: made.id,
    });
    expect(
      (
        await ask<{ product: Node | null }>(store, `query ($id: ID!) { product(id: $id) { id } }`, {
          id: made.id,
        })
      ).data.product,
    ).toBeNull();
  });

  it("can be made behind the counter, with the token only", async () => {
    expect(
      (await post({ ...store, token: "wrong" }, "/__control", { action: "delete", index: 7 })).status,
    ).toBe(401);
    expect((await post(store, "/__control", { action: "sell" })).status).toBe(400);
    expect(await (await post(store, "/__control", { action: "delete", index: 7 })).json()).toEqual({
      ok: true,
    });
    expect(store.catalog.at(7)).toBeNull();
    expect((await post(store, "/__control", { action: "restore", index: 7 })).status).toBe(200);
    expect(store.catalog.at(7)).not.toBeNull();
  });
});

it("answers /health without a token", async () => {
  expect(await (await fetch(`${store.url}/health`)).json()).toEqual({ ok: true });
});
