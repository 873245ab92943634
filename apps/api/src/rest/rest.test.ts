import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi, tokenOf } from "../testing/api.ts";
import { makeBrand, type TestBrand } from "../testing/brand.ts";

let api: TestApi;
let brand: TestBrand;
let other: TestBrand;
let key: string;

beforeAll(async () => {
  api = await startTestApi();
  brand = await makeBrand(api.admin, "Ours", ["Cap", "Coat"]);
  other = await makeBrand(api.admin, "Theirs", ["Secret"]);
  const owner = await api.client(brand.ownerId);
  ({ key } = await owner.apiKeys.create.mutate({ name: "ERP", scopes: ["read", "sync"], expiresInDays: 30 }));
});
afterAll(() => api.close());

function call(path: string, init: RequestInit & { as?: string } = {}) {
  const { as = key, ...rest } = init;
  return fetch(`${api.url}/v1${path}`, {
    ...rest,
    headers: { authorization: `Bearer ${as}`, ...rest.headers },
  });
}

test("a service starts a sync and asks how it goes, in its own brand only", async () => {
  const connections = await (await call("/connections")).json();
  expect(connections).toMatchObject({
    items: [{ id: brand.connectionId, status: "connected", lastRunId: null }],
  });
  const started = await call(`/connections/${brand.connectionId}/runs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ mode: "full" }),
  });
  expect(started.status).toBe(202);
  const { runId } = (await started.json()) as { runId: string };
  const again = await call(`/connections/${brand.connectionId}/runs`, { method: "POST" });
  expect(await again.json()).toEqual({ runId, alreadyActive: true });

  const run = await call(`/runs/${runId}`);
  expect(await run.json()).toMatchObject({ id: runId, mode: "full", trigger: "api", status: "queued" });
  const unmoved = await call(`/runs/${runId}`, {
    headers: { "if-none-match": run.headers.get("etag") ?? "" },
  });
  expect(unmoved.status).toBe(304);

  const theirs = await call(`/connections/${other.connectionId}/runs`, { method: "POST" });
  expect(theirs.status).toBe(404);
  expect(await theirs.json()).toMatchObject({
    code: "not_found",
    hint: expect.any(String),
    requestId: theirs.headers.get("x-request-id"),
  });
});

test("what a run could not take comes in pages, by code, and to its own brand only", async () => {
  const runId = randomUUID();
  await api.admin.query(
    "insert into sync_runs (brand_id, id, connection_id, mode, trigger, status) values ($1, $2, $3, 'full', 'api', 'completed')",
    [brand.brandId, runId, brand.connectionId],
  );
  for (const code of ["missing_value", "invalid_value"]) {
    await api.admin.query(
      `insert into sync_errors (brand_id, run_id, id, connection_id, external_id, code, field, message, hint, excerpt)
       values ($1, $2, $3, $5, 'gid-1', $4, 'product.price', 'No price.', 'Give it one.', '{}')`,
      [brand.brandId, runId, randomUUID(), code, brand.connectionId],
    );
  }
  const page = async (query: string) => (await call(`/runs/${runId}/errors${query}`)).json();
  const first = (await page("?limit=1")) as { items: unknown[]; nextCursor: string };
  expect(first.items).toMatchObject([
    { code: "invalid_value", externalId: "gid-1", field: "product.price", hint: "Give it one." },
  ]);
  expect(await page(`?limit=1&cursor=${first.nextCursor}`)).toMatchObject({
    items: [{ code: "missing_value" }],
    nextCursor: null,
  });
  expect(await page("?code=missing_value")).toMatchObject({ items: [{ code: "missing_value" }] });
  const stranger = await api.client(other.ownerId);
  const theirs = await stranger.apiKeys.create.mutate({ name: "ERP", scopes: ["read"] });
  expect((await call(`/runs/${runId}/errors`, { as: theirs.key })).status).toBe(404);
});

test("products come in pages, and a cursor of nobody's is refused with its hint", async () => {
  const first = (await (await call("/products?limit=1")).json()) as { items: unknown[]; nextCursor: string };
  expect(first.items).toMatchObject([{ name: "Coat", identifier: expect.any(String), price: "49.90" }]);
  const second = (await (await call(`/products?limit=1&cursor=${first.nextCursor}`)).json()) as object;
  expect(second).toMatchObject({ items: [{ name: "Cap" }], nextCursor: null });
  const strange = await call("/products?cursor=x");
  expect(strange.status).toBe(400);
  expect(await strange.json()).toMatchObject({
    code: "bad_request",
    hint: expect.stringContaining("nextCursor"),
  });
});

test("what is not valid names its fields, as tRPC does", async () => {
  const answer = await call("/products?limit=1000");
  expect(answer.status).toBe(400);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.json()).toMatchObject({ code: "bad_request", fields: { limit: expect.any(String) } });
  expect((await call("/runs/x")).status).toBe(400);
  expect((await call("/nowhere")).status).toBe(404);
});

test.each([
  ["JSON that ends too soon", "application/json", '{"mode":', "Malformed JSON"],
  ["a body of another type", "text/plain", '{"mode":"full"}', "not sent as application/json"],
  ["a form", "application/x-www-form-urlencoded", "mode=full", "not sent as application/json"],
])("%s is the caller's to mend, and starts nothing", async (_what, type, body, message) => {
  const count = async () => (await api.admin.query("select count(*) from sync_runs")).rows[0];
  const before = await count();
  const path = `/connections/${brand.connectionId}/runs`;
  const answer = await call(path, { method: "POST", headers: { "content-type": type }, body });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    code: "bad_request",
    message: expect.stringContaining(message),
    hint: expect.stringContaining("application/json"),
    requestId: answer.headers.get("x-request-id"),
  });
  expect(await count()).toEqual(before);
});

test("a field that nobody knows is named, and starts nothing", async () => {
  const answer = await call(`/connections/${brand.connectionId}/runs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"mdoe":"incremental"}',
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    code: "bad_request",
    fields: { mdoe: expect.stringContaining("Unrecognized") },
  });
});

test("a sign that no text may have is refused, not failed at", async () => {
  const answer = await call("/products?search=%00");
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    code: "bad_request",
    message: expect.stringContaining("U+0000"),
  });
});

test("no key, a person's token and a key that has ended open nothing; the end is told within 30 seconds", async () => {
  for (const as of ["v1k_unknown", await tokenOf(brand.ownerId), ""]) {
    const answer = await call("/products", { as });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect(await answer.json()).toMatchObject({ code: "unauthenticated" });
  }
  const owner = await api.client(brand.ownerId);
  const made = await owner.apiKeys.create.mutate({ name: "Old", scopes: ["read"] });
  expect((await call("/products", { as: made.key })).status).toBe(200);
  const listed = (await owner.apiKeys.list.query()).find(({ id }) => id === made.id);
  expect(listed).toMatchObject({ name: "Old", prefix: made.key.slice(0, 10), lastUsedAt: expect.any(Date) });
  expect(JSON.stringify(listed)).not.toContain(made.key);
  await owner.apiKeys.revoke.mutate({ id: made.id });
  api.clock.ms += 30_000;
  expect((await call("/products", { as: made.key })).status).toBe(401);
  await api.admin.query("update api_keys set expires_at = now() where name = 'ERP'");
  api.clock.ms += 30_000;
  expect((await call("/products")).status).toBe(401);
  await api.admin.query("update api_keys set expires_at = null where name = 'ERP'");
});

test("a scope that a key has not opens nothing, and the answer names the scope", async () => {
  const owner = await api.client(brand.ownerId);
  const [reads, syncs] = await Promise.all(
    (["read", "sync"] as const).map((scope) => owner.apiKeys.create.mutate({ name: scope, scopes: [scope] })),
  );
  const trigger = `/connections/${brand.connectionId}/runs`;
  for (const [answer, scope] of [
    [await call(trigger, { method: "POST", as: reads?.key }), "sync"],
    [await call("/products", { as: syncs?.key }), "read"],
  ] as const) {
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      code: "forbidden",
      message: expect.stringContaining(scope),
      hint: expect.any(String),
      requestId: answer.headers.get("x-request-id"),
    });
  }
  expect((await call("/products", { as: reads?.key })).status).toBe(200);
});

test("the keys themselves are nowhere in the database nor in the log", async () => {
  const { rows } = await api.admin.query("select to_jsonb(k)::text as row from api_keys k");
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows) + api.lines.join("")).not.toContain(key);
  const line = api.lines.find((entry) => entry.includes("/v1/connections"));
  expect(JSON.parse(line ?? "{}")).toMatchObject({ apiKeyId: expect.any(String), brandId: brand.brandId });
});

test("the description is OpenAPI and names every route, its scopes and its errors", async () => {
  const document = (await (await fetch(`${api.url}/v1/openapi.json`)).json()) as {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string; responses: object; security: unknown }>>;
    components: { schemas: Record<string, unknown>; securitySchemes: unknown };
  };
  expect(document.openapi).toBe("3.1.0");
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual([
    "getPassport",
    "getPassportVersion",
    "getRun",
    "listConnections",
    "listPassportVersions",
    "listProducts",
    "listRunErrors",
    "triggerRun",
  ]);
  for (const { responses, security } of operations) {
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(["400", "401", "403", "429"]));
    expect(security).toEqual([{ apiKey: [] }]);
  }
  expect(Object.keys(document.components.schemas)).toEqual(
    expect.arrayContaining(["Problem", "Run", "Product"]),
  );
});
