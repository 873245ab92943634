import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { ask, post } from "./ask.ts";
import { type DemoStore, FAULTS, startDemoStore } from "./index.ts";

const PATH = "/admin/api/2026-07/graphql.json";
const QUERY = { query: "{ shop { id } }" };

let store: DemoStore;
beforeAll(async () => {
  store = await startDemoStore({ products: 30, seed: 5 });
});
afterAll(() => store.stop());
afterEach(() => {
  store.control({ action: "behave" });
});

it.each([
  ["unauthorized", 401, null],
  ["not_found", 404, null],
  ["limited", 429, null],
  ["limited_for", 429, "1"],
  ["server_error", 500, null],
  ["unavailable", 503, "0"],
] as const)("%s answers with %i as often as it is told to, then no more", async (fault, status, wait) => {
  store.control({ action: "fault", fault, times: 2, after: 1 });
  const answers = [];
  for (let i = 0; i < 4; i += 1) answers.push(await post(store, PATH, QUERY));
  expect(answers.map((answer) => answer.status)).toEqual([200, status, status, 200]);
  expect(answers[1]?.headers.get("retry-after")).toBe(wait);
});

it("denied, internal_error and throttled stand inside a 200", async () => {
  for (const [fault, code] of [
    ["denied", "ACCESS_DENIED"],
    ["internal_error", "INTERNAL_SERVER_ERROR"],
    ["throttled", "THROTTLED"],
  ] as const) {
    store.control({ action: "fault", fault });
    expect((await ask(store, QUERY.query)).errors?.[0]?.extensions?.code).toBe(code);
  }
});

it("not_json answers with a page, retired_version in another version", async () => {
  store.control({ action: "fault", fault: "not_json" });
  expect(await (await post(store, PATH, QUERY)).text()).toContain("<!doctype html>");
  store.control({ action: "fault", fault: "retired_version" });
  const versions = [];
  for (let i = 0; i < 2; i += 1)
    versions.push((await post(store, PATH, QUERY)).headers.get("x-shopify-api-version"));
  expect(versions).toEqual(["2026-10", "2026-07"]);
});

it("hangs until the other side gives up", async () => {
  store.control({ action: "fault", fault: "hangs" });
  const asked = fetch(store.url + PATH, {
    method: "POST",
    headers: { "x-shopify-access-token": store.token },
    body: JSON.stringify(QUERY),
    signal: AbortSignal.timeout(200),
  });
  await expect(asked).rejects.toMatchObject({ name: "TimeoutError" });
});

it("a clock that went back dates changes before the ones that there were", async () => {
  const edit = (title: string) =>
    store.control({ action: "edit", index: 3, set: { title } }).product?.updatedAt ?? "";
  const before = edit("Newer");
  store.control({ action: "clock", offsetSeconds: -400 * 86_400 });
  const date = (await post(store, PATH, QUERY)).headers.get("date") ?? "";
  expect(new Date(date).toISOString() < before).toBe(true);
  expect(edit("Older") < before).toBe(true);
});

it("a product changes while it is read", async () => {
  store.control({ action: "fault", fault: "edited_while_read" });
  const query = "{ products(first: 2) { nodes { id title } } }";
  const titles = async () =>
    (await ask<{ products: { nodes: { title: string }[] } }>(store, query)).data.products.nodes.map(
      ({ title }) => title,
    );
  const [one, two] = await titles();
  expect(await titles()).toEqual([one, `${two}, edited`]);
});

it("the page lists every fault, asks for a token and says what is on", async () => {
  const page = await fetch(`${store.url}/__control`);
  const html = await page.text();
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(FAULTS.filter((fault) => !html.includes(`name="${fault}"`))).toEqual([]);
  expect(html).not.toContain(store.token);
  store.control({ action: "fault", fault: "hangs", times: 3 });
  const status = async () =>
    ((await (await post(store, "/__control", { action: "status" })).json()) as { status: unknown }).status;
  expect(await status()).toEqual({
    products: 30,
    faults: { hangs: 3 },
    pace: { pageDelayMs: 0, hundredLinesDelayMs: 0 },
    clockOffsetSeconds: 0,
  });
  store.control({ action: "behave" });
  expect(await status()).toMatchObject({ faults: {} });
});
