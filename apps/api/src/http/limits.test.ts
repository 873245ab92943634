import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../app.ts";
import { listen, startTestApi, type TestApi, tokenOf } from "../testing/api.ts";
import { makeBrand, type TestBrand } from "../testing/brand.ts";

let api: TestApi;
let brand: TestBrand;

beforeAll(async () => {
  api = await startTestApi();
  brand = await makeBrand(api.admin, "Ours", ["Cap"]);
});
afterAll(() => api.close());

async function withLimits<T>(
  limits: { user?: number; key?: number; address?: number },
  work: (url: string) => Promise<T>,
): Promise<T> {
  const { url, server } = await listen(createApp({ ...api.deps, limits }, { behindProxy: true }).fetch);
  try {
    return await work(url);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

async function me(url: string, userId: string, path = "user.me", headers: Record<string, string> = {}) {
  return fetch(`${url}/trpc/${path}`, {
    headers: { authorization: `Bearer ${await tokenOf(userId)}`, ...headers },
  });
}

/** The window may turn while a test counts; then it counts once more. */
async function inOneWindow<T>(work: () => Promise<T>): Promise<T> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 3_000) await new Promise((resolve) => setTimeout(resolve, left + 50));
  return work();
}

test("a user is limited by calls, a batch counts each of its own, and the headers say so", () =>
  inOneWindow(() =>
    withLimits({ user: 4 }, async (url) => {
      const first = await me(url, brand.ownerId);
      expect(first.headers.get("ratelimit-limit")).toBe("4");
      expect(first.headers.get("ratelimit-remaining")).toBe("3");
      expect(Number(first.headers.get("ratelimit-reset"))).toBeGreaterThan(0);
      expect(first.headers.get("retry-after")).toBeNull();
      const batch = await me(url, brand.ownerId, "user.me,user.me,user.me?batch=1");
      expect(batch.headers.get("ratelimit-remaining")).toBe("0");
      const refused = await me(url, brand.ownerId);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      const { error } = (await refused.json()) as { error: { json: { data: { problem: unknown } } } };
      expect(error.json.data.problem).toMatchObject({
        code: "rate_limited",
        retryable: true,
        hint: expect.stringContaining("Wait"),
        requestId: refused.headers.get("x-request-id"),
      });
      // Others are not concerned.
      expect((await me(url, brand.memberId)).status).toBe(200);
    }),
  ));

test("an address is limited before anything is looked up; only a proxy's word names it", () =>
  inOneWindow(() =>
    withLimits({ address: 2 }, async (url) => {
      const from = (address: string) =>
        fetch(`${url}/trpc/user.me`, { headers: { "x-forwarded-for": address } });
      expect((await from("203.0.113.1")).status).toBe(401);
      expect((await from("203.0.113.1")).status).toBe(401);
      api.statements.length = 0;
      const refused = await from("198.51.100.7, 203.0.113.1");
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      const told = { code: "rate_limited", retryable: true, requestId: expect.any(String) };
      expect(await refused.json()).toMatchObject({ error: { json: { data: { problem: told } } } });
      expect(api.statements).toEqual([]);
      // As each kind of caller reads it.
      const other = await fetch(`${url}/v1/products`, { headers: { "x-forwarded-for": "203.0.113.1" } });
      expect(other.status).toBe(429);
      expect(other.headers.get("content-type")).toBe("application/problem+json");
      expect(await other.json()).toMatchObject(told);
      expect((await from("203.0.113.2")).status).toBe(401);
    }),
  ));

test("a key is limited on its own, over REST as over tRPC", () =>
  inOneWindow(() =>
    withLimits({ key: 2 }, async (url) => {
      const owner = await api.client(brand.ownerId);
      const [one, two] = await Promise.all(
        ["One", "Two"].map((name) => owner.apiKeys.create.mutate({ name, scopes: ["read"] })),
      );
      const as = (made: { key: string } | undefined, path: string) =>
        fetch(`${url}${path}`, { headers: { authorization: `Bearer ${made?.key}` } });
      const first = await as(one, "/v1/products");
      expect(first.headers.get("ratelimit-limit")).toBe("2");
      expect(first.headers.get("ratelimit-remaining")).toBe("1");
      expect((await as(one, "/trpc/internal.products?input=%7B%22json%22%3A%7B%7D%7D")).status).toBe(200);
      const refused = await as(one, "/v1/products");
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(await refused.json()).toMatchObject({ code: "rate_limited", retryable: true });
      expect((await as(two, "/v1/products")).status).toBe(200);
    }),
  ));

test("a counter that does not answer stops nobody", async () => {
  const kv = { ...api.deps.kv, increment: () => Promise.reject(new Error("away")) };
  const { url, server } = await listen(createApp({ ...api.deps, kv }).fetch);
  const answer = await me(url, brand.ownerId);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("ratelimit-limit")).toBeNull();
  await new Promise((resolve) => server.close(resolve));
});

test("who has a list already is told so, until it changes", async () => {
  const get = (headers: Record<string, string> = {}) =>
    me(api.url, brand.ownerId, "products.list?input=%7B%22json%22%3A%7B%7D%7D", headers);
  const first = await get();
  const tag = first.headers.get("etag") ?? "";
  expect(tag).toMatch(/^W\/"[\w-]{27}"$/);
  expect(first.headers.get("cache-control")).toBe("private, no-cache");
  const again = await get({ "if-none-match": `"other", ${tag}` });
  expect(again.status).toBe(304);
  expect(again.headers.get("etag")).toBe(tag);
  expect(await again.text()).toBe("");
  await api.admin.query("update products set name = 'Hat' where brand_id = $1", [brand.brandId]);
  const changed = await get({ "if-none-match": tag });
  expect(changed.status).toBe(200);
  expect(changed.headers.get("etag")).not.toBe(tag);
  const refused = await fetch(`${api.url}/trpc/products.list`, { headers: { "if-none-match": "*" } });
  expect(refused.status).toBe(401);
});
