import { connectors } from "@v1/integrations";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { problemOf, startTestApi, type TestApi } from "./testing/api.ts";
import { makeBrand, type TestBrand } from "./testing/brand.ts";
import { slowConnector } from "./testing/slow-connector.ts";

let api: TestApi;
let brand: TestBrand;
const heard = { pages: 0, ended: false };

beforeAll(async () => {
  api = await startTestApi();
  await api.admin.query("insert into integrations (slug, name, kind) values ('slow', 'Slow', 'vendor')");
  brand = await makeBrand(api.admin, "Ours", []);
  api.deps.sampleMs = 300;
});
afterAll(() => api.close());
beforeEach(() => Object.assign(heard, { pages: 0, ended: false }));

async function sample(quick: number) {
  api.deps.connectors = { ...connectors, slow: slowConnector(quick, heard) };
  const { connections } = (await api.client(brand.ownerId)).integrations;
  return connections.sample.mutate({ slug: "slow", config: {}, secrets: {}, count: 10 });
}

test("a sample of a shop without end reads one page, keeps what was asked for, and ends the read", async () => {
  const records = await sample(5);
  expect(records.map(({ externalId }) => externalId)).toEqual(Array.from({ length: 10 }, (_, n) => `0-${n}`));
  expect(heard).toEqual({ pages: 1, ended: true });
});

test("a source that brings nothing in time is given up, with a hint, though it does not listen", async () => {
  const problem = await problemOf(sample(0));
  expect(problem).toMatchObject({ code: "unavailable", hint: expect.stringContaining("without a look") });
});
