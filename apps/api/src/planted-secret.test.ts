import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { connectors } from "@v1/integrations";
import { afterAll, beforeAll, expect, test } from "vitest";
import { problemOf, startTestApi, type TestApi } from "./testing/api.ts";
import { makeBrand, type TestBrand } from "./testing/brand.ts";
import { leakyConnector } from "./testing/leaky-connector.ts";

/** Awkward in JSON and in addresses, and still a header's value. */
const SECRET = 'planted"secret&0123456789';
let api: TestApi;
let brand: TestBrand;
let site: Server;
const seen: (string | undefined)[] = [];

beforeAll(async () => {
  site = createServer((request, response) => {
    seen.push(request.headers["x-token"]?.toString());
    const sent = seen.at(-1) ?? "";
    response.end(`${sent} ${encodeURIComponent(sent)} ${JSON.stringify({ sent })}`);
  });
  site.listen(0, "127.0.0.1");
  await once(site, "listening");
  api = await startTestApi();
  const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  api.deps.connectors = { ...connectors, leaky: leakyConnector(url) };
  await api.admin.query("insert into integrations (slug, name, kind) values ('leaky', 'Leaky', 'vendor')");
  brand = await makeBrand(api.admin, "Ours", []);
});
afterAll(async () => {
  site.close();
  await api.close();
});

const attempt = (config: object = {}) => ({
  slug: "leaky",
  config: { ...config },
  secrets: { token: SECRET },
});
const FORMS = [SECRET, JSON.stringify(SECRET).slice(1, -1), encodeURIComponent(SECRET)];

/** Nothing of what was answered or logged tells it, in any form. */
function expectSilence(...told: unknown[]): void {
  const all = told.map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join("\n");
  expect(FORMS.filter((form) => (all + api.lines.join("\n")).includes(form))).toEqual([]);
}

test("trying signs the request, and tells the secret neither in the account nor in an error", async () => {
  const { connections } = (await api.client(brand.ownerId)).integrations;
  const saw = await connections.try.mutate(attempt());
  expect(seen.at(-1)).toBe(`Bearer ${SECRET}`);
  expect(saw.account.name).toContain("[redacted]");
  const refused = await problemOf(connections.try.mutate(attempt({ fails: true })));
  expect(refused.message).toContain("[redacted]");
  expectSilence(saw, refused);
});

test("samples and suggestions tell it neither in excerpts nor in errors", async () => {
  const { connections } = (await api.client(brand.ownerId)).integrations;
  const samples = await connections.sample.mutate(attempt());
  expect(samples).toMatchObject([
    { product: null, issue: { excerpt: expect.stringContaining("[redacted]") } },
  ]);
  const broken = await problemOf(connections.suggest.mutate(attempt()));
  expectSilence(samples, broken);
});

test("a connection that is kept tells it nowhere: not when tested, not in rows, events or the audit", async () => {
  const { connections } = (await api.client(brand.ownerId)).integrations;
  const made = await connections.create.mutate({ ...attempt(), name: "Leaky", start: false });
  const { connectionId } = made;
  const tested = await connections.test.mutate({ connectionId });
  expect(seen.at(-1)).toBe(`Bearer ${SECRET}`);
  await api.admin.query("update brand_integrations set config = $2 where id = $1", [
    connectionId,
    JSON.stringify({ fails: true }),
  ]);
  const refused = await problemOf(connections.test.mutate({ connectionId }));
  expect(refused).toMatchObject({ code: "unauthenticated" });
  const shown = await connections.get.query({ connectionId });
  const tables = ["brand_integrations", "audit_log", "integration_events", "integration_credentials"];
  const rows: unknown[] = [];
  for (const table of tables) {
    const found = await api.admin.query(
      `select to_jsonb(t)::text as row from ${table} t where brand_id = $1`,
      [brand.brandId],
    );
    expect([table, found.rows.length > 0 || table === "integration_events"]).toEqual([table, true]);
    rows.push(...found.rows.map(({ row }) => String(row)));
  }
  expectSilence(made, tested, refused, shown, ...rows);
});
