import { afterAll, beforeAll, expect, test } from "vitest";
import { problemOf, startTestApi, type TestApi } from "../../testing/api.ts";
import { makeBrand, type TestBrand } from "../../testing/brand.ts";

let api: TestApi;
let brand: TestBrand;
let other: TestBrand;

beforeAll(async () => {
  api = await startTestApi();
  brand = await makeBrand(api.admin, "Ours", ["Coat"]);
  other = await makeBrand(api.admin, "Theirs", []);
  await api.admin.query(
    `insert into sync_conflicts (brand_id, product_id, field_key, connection_id, canonical, observed)
     values ($1, $2, 'product.description', $3, '"ours"', '"theirs"')`,
    [brand.brandId, brand.productIds[0], brand.connectionId],
  );
});
afterAll(() => api.close());

test("a member reads the inbox and resolves what is in it; a stranger sees and does nothing", async () => {
  const { conflicts } = (await api.client(brand.memberId)).integrations;
  expect(await conflicts.badge.query()).toEqual({ open: 1, more: false });
  const [conflict] = (await conflicts.list.query({})).items;
  expect(conflict).toMatchObject({ product: "Coat", canonical: "ours", observed: "theirs" });
  const conflictId = conflict?.id ?? "";
  expect(await conflicts.get.query({ conflictId })).toMatchObject({ owner: { kind: "nobody" } });

  const theirs = (await api.client(other.ownerId)).integrations.conflicts;
  expect(await theirs.badge.query()).toEqual({ open: 0, more: false });
  expect(await problemOf(theirs.get.query({ conflictId }))).toMatchObject({ code: "not_found" });
  const dismiss = { conflictId, by: "dismiss" as const };
  expect(await problemOf(theirs.resolve.mutate(dismiss))).toMatchObject({ code: "not_found" });

  expect(await conflicts.resolve.mutate(dismiss)).toEqual({ resolved: 1 });
  expect((await conflicts.list.query({})).items).toEqual([]);
  expect((await conflicts.list.query({ state: "dismissed" })).items).toHaveLength(1);
});

test("a member previews a sync; only an owner undoes one", async () => {
  const member = (await api.client(brand.memberId)).integrations;
  const { connectionId } = brand;
  const { runId } = await member.preview.start.mutate({ connectionId });
  expect(await member.preview.get.query({ runId })).toMatchObject({ status: "queued", report: null });
  expect((await member.preview.records.query({ runId })).items).toEqual([]);
  expect(await problemOf(member.preview.takeOver.mutate({ runId }))).toMatchObject({ code: "conflict" });

  const { rows } = await api.admin.query(
    `insert into sync_runs (brand_id, connection_id, mode, trigger, status) values ($1, $2, 'full', 'manual', 'completed') returning id`,
    [brand.brandId, connectionId],
  );
  const done = { runId: rows[0].id as string };
  expect(await problemOf(member.undo.preview.query(done))).toMatchObject({ code: "forbidden" });
  expect(await problemOf(member.undo.start.mutate(done))).toMatchObject({ code: "forbidden" });
  const owner = (await api.client(brand.ownerId)).integrations;
  expect(await owner.undo.preview.query(done)).toMatchObject({ products: 0, restored: [], kept: [] });
  const undo = await owner.undo.start.mutate(done);
  const jobs = await api.admin.query("select name from pgboss.job where data->>'runId' = $1", [undo.runId]);
  expect(jobs.rows).toEqual([{ name: "undo-run" }]);
  expect(await problemOf(owner.undo.start.mutate(done))).toMatchObject({ code: "conflict" });
  const stranger = (await api.client(other.ownerId)).integrations;
  expect(await problemOf(stranger.undo.start.mutate(done))).toMatchObject({ code: "not_found" });
});

test("what nobody listed cannot be placed, and what has no errors cannot be replayed", async () => {
  const { reviews, replay } = (await api.client(brand.memberId)).integrations;
  const record = { connectionId: brand.connectionId, externalId: "x" };
  expect(await problemOf(reviews.get.query(record))).toMatchObject({ code: "not_found" });
  expect(await problemOf(reviews.ignore.mutate(record))).toMatchObject({ code: "not_found" });
  const { rows } = await api.admin.query("select id from sync_runs where brand_id = $1 and kind = 'sync'", [
    brand.brandId,
  ]);
  expect(await problemOf(replay.start.mutate({ runId: rows[0].id }))).toMatchObject({
    code: "precondition_failed",
  });
});
