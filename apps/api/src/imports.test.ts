import { afterAll, beforeAll, expect, test } from "vitest";
import { problemOf, startTestApi, type TestApi, tokenOf } from "./testing/api.ts";
import { makeBrand, type TestBrand } from "./testing/brand.ts";

let api: TestApi;
let brand: TestBrand;
let other: TestBrand;

beforeAll(async () => {
  api = await startTestApi();
  brand = await makeBrand(api.admin, "Ours", []);
  other = await makeBrand(api.admin, "Theirs", []);
  await api.admin.query(
    "insert into integrations (slug, name, kind) values ('spreadsheet', 'Spreadsheet', 'custom') on conflict do nothing",
  );
});
afterAll(() => api.close());

async function send(body: string | undefined, query: string, userId = brand.memberId) {
  return fetch(`${api.url}/imports${query}`, {
    method: "POST",
    headers: { authorization: `Bearer ${await tokenOf(userId)}` },
    body,
  });
}

test("a file larger than any other request is taken in, and its columns are proposed", async () => {
  const rows = Array.from({ length: 3_000 }, (_, n) => `S-${n},Coat ${n},${n}.50,EUR`);
  const answer = await send(["SKU,Name,Price,Currency", ...rows].join("\n"), "?filename=Küche.csv");
  const job = (await answer.json()) as { id: string };
  expect([answer.status, job]).toMatchObject([201, { filename: "Küche.csv", status: "PENDING" }]);
  const client = await api.client(brand.memberId);
  expect((await client.imports.list.query({})).items).toMatchObject([{ id: job.id }]);
  const proposal = await client.imports.propose.query({ importId: job.id });
  expect(proposal.mapping.columns.map(({ target }) => target)).toContain("variant.sku");
  await client.imports.setMapping.mutate({ importId: job.id, mapping: proposal.mapping });
  expect(await client.imports.validate.mutate({ importId: job.id })).toMatchObject({ status: "VALIDATING" });
  const jobs = await api.admin.query("select name, data from pgboss.job where data->>'importId' = $1", [
    job.id,
  ]);
  expect(jobs.rows).toMatchObject([{ name: "validate-import", data: { brandId: brand.brandId } }]);

  const theirs = await api.client(other.ownerId);
  expect(await problemOf(theirs.imports.get.query({ importId: job.id }))).toMatchObject({
    code: "not_found",
  });
  await client.imports.cancel.mutate({ importId: job.id });
  expect(await client.imports.get.query({ importId: job.id })).toMatchObject({ status: "CANCELLED" });
});

test("what is no file, and who is no member, is refused as everywhere", async () => {
  const empty = await send(undefined, "?filename=x.csv");
  expect(empty.status).toBe(400);
  expect(await empty.json()).toMatchObject({ code: "bad_request", hint: expect.any(String) });
  const nameless = await send("a,b", "");
  expect(await nameless.json()).toMatchObject({
    code: "bad_request",
    fields: { filename: expect.any(String) },
  });
  const stranger = await fetch(`${api.url}/imports?filename=x.csv`, { method: "POST", body: "a,b" });
  expect(stranger.status).toBe(401);
  expect(await stranger.json()).toMatchObject({ code: "unauthenticated", requestId: expect.any(String) });
});
