import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clientOf, problemOf, startTestApi, type TestApi, tokenOf } from "./testing/api.ts";
import { addMember, makeBrand, type TestBrand } from "./testing/brand.ts";

let api: TestApi;
let ours: TestBrand;
let theirs: TestBrand;

beforeAll(async () => {
  api = await startTestApi();
  ours = await makeBrand(api.admin, "Ours", ["Wool coat", "Linen shirt", "Cap"]);
  theirs = await makeBrand(api.admin, "Theirs", ["Secret shoe"]);
});
afterAll(() => api.close());

test("a member's token lists the products of their brand, page by page", async () => {
  const client = await api.client(ours.memberId);
  const first = await client.products.list.query({ limit: 2 });
  expect(first.items.map(({ name }) => name)).toEqual(["Cap", "Linen shirt"]);
  expect(first.items[0]).toMatchObject({ price: "49.90", currency: "EUR", variantCount: 0 });
  expect(first.items[0]?.updatedAt).toBeInstanceOf(Date);
  const second = await client.products.list.query({ limit: 2, cursor: first.nextCursor });
  expect(second.items.map(({ name }) => name)).toEqual(["Wool coat"]);
  expect(second.nextCursor).toBeNull();
  const product = await client.products.get.query({ id: ours.productIds[0] ?? "" });
  expect(product.name).toBe("Wool coat");
});

test("the first request of a new account makes its user, who belongs to no brand", async () => {
  const newcomer = randomUUID();
  const client = await api.client(newcomer);
  expect(await client.user.me.query()).toEqual({
    id: newcomer,
    email: `${newcomer}@example.com`,
    memberships: [],
  });
  const { rows } = await api.admin.query("select email from users where id = $1", [newcomer]);
  expect(rows).toEqual([{ email: `${newcomer}@example.com` }]);
  expect(await client.brand.list.query()).toEqual([]);
  expect(await problemOf(client.products.list.query({}))).toMatchObject({
    code: "forbidden",
    hint: "Ask an owner to invite you.",
  });
});

test("another brand's member sees nothing of ours, whatever they ask for", async () => {
  const client = await api.client(theirs.ownerId);
  const { items } = await client.products.list.query({});
  expect(items.map(({ name }) => name)).toEqual(["Secret shoe"]);
  const id = ours.productIds[0] ?? "";
  expect(await problemOf(client.products.get.query({ id }))).toMatchObject({ code: "not_found" });

  const crossing = await api.client(theirs.ownerId, { "x-brand-id": ours.brandId });
  const connectionId = ours.connectionId;
  for (const call of [
    crossing.products.list.query({}),
    crossing.products.get.query({ id }),
    crossing.integrations.connections.list.query(),
    crossing.integrations.runs.list.query({}),
    crossing.integrations.runs.trigger.mutate({ connectionId }),
  ]) {
    expect(await problemOf(call)).toMatchObject({ code: "forbidden", httpStatus: 403 });
  }
  const nowhere = await api.client(theirs.ownerId, { "x-brand-id": randomUUID() });
  const refused = await problemOf(nowhere.products.list.query({}));
  const other = await problemOf(crossing.products.list.query({}));
  expect({ ...refused, requestId: "" }).toEqual({ ...other, requestId: "" });
});

test("who belongs to several brands chooses one by its id", async () => {
  const both = randomUUID();
  await addMember(api.admin, { brandId: ours.brandId, userId: both, role: "member" });
  await addMember(api.admin, { brandId: theirs.brandId, userId: both, role: "owner" });
  const undecided = await api.client(both);
  expect(await undecided.brand.list.query()).toMatchObject([
    { id: ours.brandId, name: "Ours", role: "member" },
    { id: theirs.brandId, name: "Theirs", role: "owner" },
  ]);
  expect(await problemOf(undecided.products.list.query({}))).toMatchObject({
    code: "bad_request",
    hint: expect.stringContaining("x-brand-id"),
  });
  const decided = await api.client(both, { "x-brand-id": theirs.brandId });
  expect((await decided.products.list.query({})).items).toMatchObject([{ name: "Secret shoe" }]);
});

test("no token, and no token of ours, lists nothing", async () => {
  const nobody = clientOf(api.url, {});
  expect(await problemOf(nobody.products.list.query({}))).toMatchObject({
    code: "unauthenticated",
    httpStatus: 401,
    hint: expect.stringContaining("Sign in"),
  });
  const service = await tokenOf(ours.ownerId, { role: "service_role" });
  for (const authorization of [
    "Bearer x",
    "Basic dTpw",
    `Bearer ${service}`,
    `Bearer ${service.slice(0, -2)}`,
  ]) {
    const stranger = clientOf(api.url, { authorization });
    expect(await problemOf(stranger.products.list.query({}))).toMatchObject({ code: "unauthenticated" });
  }
});

test("a revoked member sees nothing at once and is out within 30 seconds", async () => {
  const member = randomUUID();
  await addMember(api.admin, { brandId: ours.brandId, userId: member, role: "member" });
  const client = await api.client(member);
  expect((await client.products.list.query({})).items).toHaveLength(3);
  await api.admin.query("update users_on_brand set revoked_at = now() where user_id = $1", [member]);
  expect((await client.products.list.query({})).items).toEqual([]);
  api.clock.ms += 30_000;
  expect(await problemOf(client.products.list.query({}))).toMatchObject({ code: "forbidden" });
});

test("a role that was taken away is gone within 30 seconds", async () => {
  const owner = randomUUID();
  await addMember(api.admin, { brandId: theirs.brandId, userId: owner, role: "owner" });
  const client = await api.client(owner);
  const approve = () => problemOf(client.integrations.runs.approve.mutate({ runId: randomUUID() }));
  expect(await approve()).toMatchObject({ code: "not_found" });
  await api.admin.query("update users_on_brand set role = 'member' where user_id = $1", [owner]);
  api.clock.ms += 30_000;
  expect(await approve()).toMatchObject({ code: "forbidden", hint: expect.stringContaining("owner") });
});

test("a warm read goes to the database once: with the caller's role and its kept statement", async () => {
  const client = await api.client(ours.ownerId);
  await client.products.list.query({});
  const warm = async (call: () => Promise<unknown>) => {
    api.statements.length = 0;
    await call();
    return [...api.statements];
  };
  const list = ["kept become", "kept list_newest_first_51"];
  expect(await warm(() => client.products.list.query({}))).toEqual(list);
  expect(await warm(() => client.user.me.query())).toEqual([]);

  api.clock.ms += 30_000;
  const cold = await warm(() => client.products.list.query({}));
  expect(cold.slice(-2)).toEqual(list);
  expect(cold).toHaveLength(4);
});
