import { randomUUID } from "node:crypto";
import { openDb } from "@v1/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "./app.ts";
import type { Problem } from "./errors.ts";
import { clientOf, listen, problemOf, startTestApi, type TestApi, tokenOf } from "./testing/api.ts";
import { makeBrand, type TestBrand } from "./testing/brand.ts";

let api: TestApi;
let brand: TestBrand;

beforeAll(async () => {
  api = await startTestApi();
  brand = await makeBrand(api.admin, "Ours", ["Cap"]);
});
afterAll(() => api.close());

const SHARED = ["code", "hint", "message", "requestId", "retryable"] as const;
const shared = (problem: Problem) => Object.fromEntries(SHARED.map((key) => [key, problem[key]]));

async function trpcProblem(path: string, init?: RequestInit): Promise<Problem> {
  const response = await fetch(`${api.url}/trpc/${path}`, init);
  const { error } = (await response.json()) as { error: { json: { data: { problem: Problem } } } };
  return error.json.data.problem;
}

test("a failure looks the same over tRPC and over HTTP", async () => {
  const headers = { "x-request-id": "req-1" };
  const http = await fetch(`${api.url}/nowhere`, { headers });
  expect(http.status).toBe(404);
  expect(http.headers.get("content-type")).toBe("application/problem+json");
  const body = (await http.json()) as Problem & Record<string, unknown>;
  expect(body).toMatchObject({ type: "about:blank", title: "not found", status: 404, detail: body.message });

  const trpc = await trpcProblem("products.nowhere", { headers });
  for (const problem of [body, trpc]) {
    expect(shared(problem)).toEqual({
      code: "not_found",
      message: expect.any(String),
      hint: expect.any(String),
      retryable: false,
      requestId: "req-1",
    });
  }
});

test("invalid input names its fields", async () => {
  const client = await api.client(brand.memberId);
  const problem = await problemOf(client.products.list.query({ limit: 0, search: "x".repeat(300) }));
  expect(problem).toMatchObject({ code: "bad_request", httpStatus: 400 });
  expect(Object.keys(problem.fields ?? {})).toEqual(["limit", "search"]);
  expect(await problemOf(client.products.list.query({ cursor: "made-up" }))).toMatchObject({
    code: "bad_request",
    message: "The cursor is not one of this list.",
  });
  const broken = await trpcProblem("integrations.runs.trigger", {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${await tokenOf(brand.memberId)}` },
    body: "{",
  });
  expect(broken).toMatchObject({ code: "bad_request" });
});

test("a database that is away is no secret's leak: unavailable, retryable, ready says so", async () => {
  const dead = openDb({ url: "postgres://someone:topsecret@127.0.0.1:9/v1" });
  const { url, server } = await listen(createApp({ ...api.deps, db: dead }).fetch);
  const authorization = `Bearer ${await tokenOf(brand.memberId)}`;
  const problem = await problemOf(clientOf(url, { authorization }).products.list.query({}));
  expect(problem).toMatchObject({ code: "unavailable", retryable: true, httpStatus: 503 });
  const ready = await fetch(`${url}/ready`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ code: "unavailable", retryable: true });
  expect((await fetch(`${url}/health`)).status).toBe(200);
  expect(api.lines.join("")).toContain("ECONNREFUSED");
  expect(api.lines.join("")).not.toContain("topsecret");
  await new Promise((resolve) => server.close(resolve));
  await dead.close();
});

test("what nobody foresaw is told without its details, and logged with them", async () => {
  const failing = {
    ...api.deps,
    verifyToken: () => Promise.reject(new Error("a detail of ours")),
  };
  const { url, server } = await listen(createApp(failing).fetch);
  const problem = await problemOf(clientOf(url, { authorization: "Bearer a.b.c" }).user.me.query());
  expect(problem).toMatchObject({ code: "internal", httpStatus: 500 });
  expect(JSON.stringify(problem)).not.toContain("a detail of ours");
  const line = api.lines.find((entry) => entry.includes("a detail of ours"));
  expect(JSON.parse(line ?? "{}")).toMatchObject({ level: "error", requestId: problem.requestId });
  await new Promise((resolve) => server.close(resolve));
});

test("one log line per request says who and what, and never holds a token or an input", async () => {
  const token = await tokenOf(brand.memberId);
  api.lines.length = 0;
  const requestId = randomUUID();
  const client = clientOf(api.url, { authorization: `Bearer ${token}`, "x-request-id": requestId });
  await client.products.list.query({ search: "a private search" });
  const logged = api.lines.map((line) => JSON.parse(line));
  expect(logged).toMatchObject([
    {
      level: "info",
      message: "request",
      requestId,
      method: "GET",
      path: "/trpc/products.list",
      status: 200,
      userId: brand.memberId,
      brandId: brand.brandId,
    },
  ]);
  expect(api.lines.join("")).not.toContain(token.split(".")[2]);
  expect(api.lines.join("")).not.toMatch(/private|search/);
});

test("browsers of our own origins may call, others may not, and bodies have a limit", async () => {
  const from = (origin: string) =>
    fetch(`${api.url}/trpc/products.list`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "GET" },
    });
  expect((await from("https://app.example")).headers.get("access-control-allow-origin")).toBe(
    "https://app.example",
  );
  expect((await from("https://evil.example")).headers.get("access-control-allow-origin")).toBeNull();

  const large = await fetch(`${api.url}/trpc/integrations.runs.trigger`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ json: "x".repeat(20_000) }),
  });
  expect(large.status).toBe(413);
  expect(large.headers.get("x-content-type-options")).toBe("nosniff");
});

test("what is refused before any procedure is told as the callers of that path read it", async () => {
  const client = await api.client(brand.ownerId);
  const tooLong = { name: "x".repeat(20_000) };
  expect(await problemOf(client.brand.update.mutate(tooLong))).toMatchObject({
    code: "bad_request",
    httpStatus: 413,
    hint: expect.stringContaining("less at once"),
  });
  const many = await trpcProblem(`${Array(21).fill("user.me").join(",")}?batch=1`, {
    headers: { "x-request-id": "req-21" },
  });
  expect(many).toMatchObject({ code: "bad_request", hint: expect.any(String), requestId: "req-21" });
  expect(await problemOf(client.products.list.query({ search: "a\u0000b" }))).toMatchObject({
    code: "bad_request",
    message: expect.stringContaining("U+0000"),
  });
});

test.each([
  [
    "a body of another type",
    "internal.trigger",
    { method: "POST", headers: { "content-type": "text/plain" } },
  ],
  ["no type at all", "internal.trigger", { method: "PUT" }],
  ["an address that is no address", "internal.%E0%A4%A", {}],
  ["connection params that are no JSON", "integrations.runs.watch?connectionParams=%7B", {}],
])("%s is refused with the request's own id", async (_what, path, init) => {
  const headers = { "x-request-id": "req-early", ...("headers" in init ? init.headers : {}) };
  expect(await trpcProblem(path, { ...init, headers })).toMatchObject({
    code: "bad_request",
    hint: expect.any(String),
    requestId: "req-early",
  });
});

test.each([
  ["plain JSON", '{"limit":1}'],
  ["null", "null"],
  ["a type that there is not", '{"json":{"limit":1},"meta":{"values":{"limit":[["custom","x"]]}}}'],
  ["a pattern that is none", '{"json":{"search":"/(/"},"meta":{"values":{"search":["regexp"]}}}'],
])("%s in place of what superjson writes is told in our words", async (_what, input) => {
  const headers = { authorization: `Bearer ${await tokenOf(brand.memberId)}` };
  const problem = await trpcProblem(`products.list?input=${encodeURIComponent(input)}`, { headers });
  expect(problem).toMatchObject({
    code: "bad_request",
    message: expect.stringContaining("superjson"),
    hint: expect.stringContaining("json"),
  });
});

test("a request id of the caller is kept, a strange one replaced", async () => {
  const idOf = async (id: string) =>
    (await fetch(`${api.url}/health`, { headers: { "x-request-id": id } })).headers.get("x-request-id");
  expect(await idOf("abc-123")).toBe("abc-123");
  expect(await idOf('"><script>')).toMatch(/^[0-9a-f-]{36}$/);
  expect(await idOf("a".repeat(100))).toMatch(/^[0-9a-f-]{36}$/);
});
