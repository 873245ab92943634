import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { problemOf, startTestApi, type TestApi } from "./testing/api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** Somebody new with a brand of their own. */
async function founder(name: string) {
  const userId = randomUUID();
  const client = await api.client(userId);
  const brand = await client.brand.create.mutate({ name });
  return { userId, client, brand };
}

test("who makes a brand owns it at once, and its short name is made from its name", async () => {
  const { client, brand, userId } = await founder("Größe & Söhne");
  expect(brand.slug).toBe("grosse-sohne");
  expect(await client.user.me.query()).toMatchObject({ memberships: [{ brandId: brand.id, role: "owner" }] });
  expect(await client.brand.get.query()).toMatchObject({ id: brand.id, name: "Größe & Söhne" });
  const second = await founder("Größe & Söhne");
  expect(second.brand.slug).toBe("grosse-sohne-2");
  const taken = client.brand.create.mutate({ name: "x", slug: brand.slug });
  expect(await problemOf(taken)).toMatchObject({ code: "conflict", fields: { slug: "It is taken." } });
  const audit = await api.admin.query("select action, actor_id from audit_log where brand_id = $1", [
    brand.id,
  ]);
  expect(audit.rows).toEqual([{ action: "brand.create", actor_id: userId }]);
  expect(await client.brand.overview.query()).toEqual({
    products: { total: 0, published: 0, archived: 0, pendingChanges: 0 },
    connections: { total: 0, needAttention: 0 },
    openConflicts: 0,
    moreConflicts: false,
    openReviews: 0,
  });
});

test("an invitation is for one address and one use, and counts at once", async () => {
  const { client, brand } = await founder("Inviting");
  const guestId = randomUUID();
  const guest = await api.client(guestId);
  expect((await guest.user.me.query()).memberships).toEqual([]);
  const { token, ...invite } = await client.brand.invites.create.mutate({
    email: `${guestId.toUpperCase()}@Example.com`,
  });
  expect(await client.brand.invites.list.query()).toMatchObject([{ id: invite.id, role: "member" }]);
  expect(JSON.stringify(await client.brand.invites.list.query())).not.toContain(token);

  const another = await api.client(randomUUID());
  const stolen = await problemOf(another.brand.invites.accept.mutate({ token }));
  expect(stolen).toMatchObject({ code: "forbidden", hint: expect.stringContaining("Sign in with") });
  expect(await guest.brand.invites.accept.mutate({ token })).toMatchObject({
    brandId: brand.id,
    role: "member",
  });
  expect((await guest.user.me.query()).memberships).toEqual([{ brandId: brand.id, role: "member" }]);
  expect(await problemOf(guest.brand.invites.accept.mutate({ token }))).toMatchObject({ code: "not_found" });
  const members = await client.brand.members.list.query();
  expect(members.map(({ role }) => role)).toEqual(["owner", "member"]);
});

test("an invitation that is withdrawn, replaced or too old is none", async () => {
  const { client, brand } = await founder("Withdrawing");
  const guestId = randomUUID();
  const guest = await api.client(guestId);
  const email = `${guestId}@example.com`;
  const accept = (token: string) => problemOf(guest.brand.invites.accept.mutate({ token }));
  const first = await client.brand.invites.create.mutate({ email });
  const second = await client.brand.invites.create.mutate({ email, role: "owner" });
  expect(await accept(first.token)).toMatchObject({ code: "not_found" });
  await client.brand.invites.revoke.mutate({ id: second.id });
  expect(await accept(second.token)).toMatchObject({ code: "not_found" });
  const third = await client.brand.invites.create.mutate({ email });
  await api.admin.query("update brand_invites set expires_at = now() where brand_id = $1", [brand.id]);
  expect(await accept(third.token)).toMatchObject({
    code: "not_found",
    hint: expect.stringContaining("new one"),
  });
});

test("a brand keeps an owner; who is put out is out at once and may come back by invitation", async () => {
  const { client, brand, userId } = await founder("Keeping");
  expect(await problemOf(client.brand.members.leave.mutate())).toMatchObject({ code: "conflict" });
  const guestId = randomUUID();
  const guest = await api.client(guestId);
  const email = `${guestId}@example.com`;
  await guest.brand.invites.accept.mutate(await client.brand.invites.create.mutate({ email }));
  await client.brand.members.setRole.mutate({ userId: guestId, role: "owner" });
  await guest.brand.members.setRole.mutate({ userId, role: "member" });
  expect(await problemOf(guest.brand.members.leave.mutate())).toMatchObject({ code: "conflict" });
  await client.brand.members.leave.mutate();
  expect(await problemOf(client.products.list.query({}))).toMatchObject({ code: "forbidden" });

  const back = await guest.brand.invites.create.mutate({ email: `${userId}@example.com` });
  await client.brand.invites.accept.mutate({ token: back.token });
  await guest.brand.members.remove.mutate({ userId });
  expect(await problemOf(client.products.list.query({}))).toMatchObject({ code: "forbidden" });
  const { rows } = await api.admin.query(
    "select action from audit_log where brand_id = $1 order by created_at",
    [brand.id],
  );
  expect(rows.map(({ action }) => action)).toEqual([
    "brand.create",
    "invite.create",
    "invite.accept",
    "member.role",
    "member.role",
    "member.leave",
    "invite.create",
    "invite.accept",
    "member.remove",
  ]);
});

test("look-up tables: names are one whatever their case, details are known ones, what is used stays", async () => {
  const { client } = await founder("Looking up");
  const { catalog } = client;
  const navy = await catalog.create.mutate({ kind: "color", name: "Navy Blue", details: { hex: "#001f3f" } });
  expect(navy).toMatchObject({ name: "Navy Blue", details: { hex: "#001f3f" } });
  const twice = await problemOf(catalog.create.mutate({ kind: "color", name: "NAVY  blue" }));
  expect(twice).toMatchObject({ code: "conflict", fields: { name: "It is taken." } });
  const strange = await problemOf(
    catalog.create.mutate({ kind: "color", name: "Red", details: { city: "x" } }),
  );
  expect(strange).toMatchObject({ code: "bad_request", fields: { "details.city": expect.any(String) } });
  await catalog.update.mutate({ kind: "color", id: navy.id, name: "Navy" });
  await catalog.create.mutate({ kind: "color", name: "Black" });
  const first = await catalog.list.query({ kind: "color", limit: 1 });
  const second = await catalog.list.query({ kind: "color", limit: 1, cursor: first.nextCursor });
  expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(["Black", "Navy"]);
  expect((await catalog.list.query({ kind: "color", search: "AV" })).items).toMatchObject([{ name: "Navy" }]);
  expect((await catalog.list.query({ kind: "color", ids: [navy.id] })).items).toMatchObject([
    { name: "Navy" },
  ]);
  expect((await catalog.list.query({ kind: "color", ids: [] })).items).toEqual([]);

  const { id } = await client.products.create.mutate({
    identifier: "1",
    name: "Cap",
    variants: [{ changes: { "variant.color": "navy" } }],
  });
  expect((await client.products.get.query({ id })).variants).toMatchObject([{ color: "Navy" }]);
  expect(await problemOf(catalog.delete.mutate({ kind: "color", id: navy.id }))).toMatchObject({
    code: "conflict",
  });
  await api.admin.query("insert into categories (name) values ('Shoes')");
  expect(await catalog.categories.query()).toMatchObject([{ name: "Shoes", parentId: null }]);
  for (const kind of [
    "season",
    "manufacturer",
    "size",
    "material",
    "facility",
    "tag",
    "eco_claim",
    "certification",
  ] as const) {
    const made = await catalog.create.mutate({ kind, name: `A ${kind}` });
    expect((await catalog.list.query({ kind })).items).toMatchObject([{ id: made.id, name: `A ${kind}` }]);
    await catalog.delete.mutate({ kind, id: made.id });
  }
});
