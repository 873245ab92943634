import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, problemOf, startTestApi, type TestApi, tokenOf } from "./testing/api.ts";
import { addMember, makeBrand, type TestBrand } from "./testing/brand.ts";

type Client = ReturnType<typeof clientOf>;
type Caller = "owner" | "member" | "stranger" | "revoked" | "nobody" | "readKey" | "syncKey" | "endedKey";

let api: TestApi;
let brand: TestBrand;
let callers: Record<Caller, Client>;

beforeAll(async () => {
  api = await startTestApi();
  brand = await makeBrand(api.admin, "Ours", ["Cap"]);
  const other = await makeBrand(api.admin, "Theirs", []);
  const revoked = randomUUID();
  await addMember(api.admin, { brandId: brand.brandId, userId: revoked, role: "owner" });
  await api.admin.query("update users_on_brand set revoked_at = now() where user_id = $1", [revoked]);
  const ours = { "x-brand-id": brand.brandId };
  const owner = await api.client(brand.ownerId, ours);
  const key = async (scopes: ("read" | "sync")[]) => {
    const made = await owner.apiKeys.create.mutate({ name: scopes.join(), scopes });
    return { id: made.id, client: clientOf(api.url, { authorization: `Bearer ${made.key}` }) };
  };
  const ended = await key(["read", "sync"]);
  await owner.apiKeys.revoke.mutate({ id: ended.id });
  callers = {
    owner,
    member: await api.client(brand.memberId, ours),
    stranger: await api.client(other.ownerId, ours),
    revoked: await api.client(revoked, ours),
    nobody: clientOf(api.url, {}),
    readKey: (await key(["read"])).client,
    syncKey: (await key(["sync"])).client,
    endedKey: ended.client,
  };
});
afterAll(() => api.close());

/** What does not exist: whoever gets as far as "not found" was let in. */
const connectionId = randomUUID();
const runId = randomUUID();
const id = randomUUID();
const userId = randomUUID();

const MEMBERS: Record<string, (client: Client) => Promise<unknown>> = {
  "brand.get": (client) => client.brand.get.query(),
  "brand.overview": (client) => client.brand.overview.query(),
  "brand.members.list": (client) => client.brand.members.list.query(),
  "catalog.categories": (client) => client.catalog.categories.query(),
  "catalog.unmappedCategories": (client) => client.catalog.unmappedCategories.query(),
  "catalog.mapCategory": (client) => client.catalog.mapCategory.mutate({ name: "Tees", categoryId: null }),
  "catalog.list": (client) => client.catalog.list.query({ kind: "tag" }),
  "catalog.create": (client) => client.catalog.create.mutate({ kind: "tag", name: `Tag ${randomUUID()}` }),
  "catalog.update": (client) => client.catalog.update.mutate({ kind: "tag", id, name: "x" }),
  "catalog.delete": (client) => client.catalog.delete.mutate({ kind: "tag", id }),
  "products.list": (client) => client.products.list.query({}),
  "products.get": (client) => client.products.get.query({ id }),
  "products.create": (client) => client.products.create.mutate({ identifier: randomUUID(), name: "x" }),
  "products.addVariant": (client) => client.products.addVariant.mutate({ productId: id, changes: {} }),
  "products.update": (client) => client.products.update.mutate({ id, changes: {} }),
  "products.setStatus": (client) => client.products.setStatus.mutate({ ids: [id], status: "archived" }),
  "connections.list": (client) => client.integrations.connections.list.query(),
  "connections.get": (client) => client.integrations.connections.get.query({ connectionId }),
  "connections.fields": (client) => client.integrations.connections.fields.query({ connectionId }),
  "connections.test": (client) => client.integrations.connections.test.mutate({ connectionId }),
  "runs.list": (client) => client.integrations.runs.list.query({}),
  "runs.get": (client) => client.integrations.runs.get.query({ runId }),
  "runs.errors": (client) => client.integrations.runs.errors.query({ runId }),
  "runs.errorGroups": (client) => client.integrations.runs.errorGroups.query({ runId }),
  "runs.changes": (client) => client.integrations.runs.changes.query({ runId }),
  "runs.changeCounts": (client) => client.integrations.runs.changeCounts.query({ runId }),
  "runs.reviews": (client) => client.integrations.runs.reviews.query({}),
  "runs.trigger": (client) => client.integrations.runs.trigger.mutate({ connectionId }),
  "runs.cancel": (client) => client.integrations.runs.cancel.mutate({ runId }),
};

const importId = randomUUID();
const mapping = { columns: [{ column: 0, header: "SKU", target: "variant.sku" as const }] };
Object.assign(MEMBERS, {
  "imports.targets": (client: Client) => client.imports.targets.query(),
  "imports.list": (client: Client) => client.imports.list.query({}),
  "imports.get": (client: Client) => client.imports.get.query({ importId }),
  "imports.propose": (client: Client) => client.imports.propose.query({ importId }),
  "imports.rows": (client: Client) => client.imports.rows.query({ importId }),
  "imports.unknownValues": (client: Client) => client.imports.unknownValues.query({ importId }),
  "imports.mapValue": (client: Client) =>
    client.imports.mapValue.mutate({ field: "variant.size", value: "x", to: null }),
  "imports.preview": (client: Client) => client.imports.preview.query({ importId }),
  "imports.setMapping": (client: Client) => client.imports.setMapping.mutate({ importId, mapping }),
  "imports.validate": (client: Client) => client.imports.validate.mutate({ importId }),
  "imports.commit": (client: Client) => client.imports.commit.mutate({ importId }),
  "imports.cancel": (client: Client) => client.imports.cancel.mutate({ importId }),
});

const attempt = { slug: "none", config: {}, secrets: {} };
const RETURN_ADDRESS = "https://app.example/integrations/sign-in";

const OWNERS: Record<string, (client: Client) => Promise<unknown>> = {
  "brand.update": (client) => client.brand.update.mutate({ name: "Ours" }),
  "members.setRole": (client) => client.brand.members.setRole.mutate({ userId, role: "owner" }),
  "members.remove": (client) => client.brand.members.remove.mutate({ userId }),
  "invites.list": (client) => client.brand.invites.list.query(),
  "invites.create": (client) => client.brand.invites.create.mutate({ email: `${randomUUID()}@example.com` }),
  "invites.revoke": (client) => client.brand.invites.revoke.mutate({ id }),
  "apiKeys.list": (client) => client.apiKeys.list.query(),
  "apiKeys.create": (client) => client.apiKeys.create.mutate({ name: "x", scopes: ["read"] }),
  "apiKeys.revoke": (client) => client.apiKeys.revoke.mutate({ id }),
  "connections.credentials": (client) => client.integrations.connections.credentials.query({ connectionId }),
  "connections.try": (client) => client.integrations.connections.try.mutate(attempt),
  "connections.sample": (client) => client.integrations.connections.sample.mutate(attempt),
  "connections.suggest": (client) => client.integrations.connections.suggest.mutate(attempt),
  "signIn.start": (client) =>
    client.integrations.signIn.start.mutate({ ...attempt, name: "x", redirectUri: RETURN_ADDRESS }),
  "signIn.startAgain": (client) =>
    client.integrations.signIn.startAgain.mutate({ connectionId, redirectUri: RETURN_ADDRESS }),
  "signIn.finish": (client) => client.integrations.signIn.finish.mutate({ parameters: { state: "x" } }),
  "connections.create": (client) => client.integrations.connections.create.mutate({ ...attempt, name: "x" }),
  "connections.update": (client) =>
    client.integrations.connections.update.mutate({ connectionId, name: "x" }),
  "connections.pause": (client) => client.integrations.connections.pause.mutate({ connectionId }),
  "connections.resume": (client) => client.integrations.connections.resume.mutate({ connectionId }),
  "connections.disconnect": (client) => client.integrations.connections.disconnect.mutate({ connectionId }),
  "connections.reconnect": (client) =>
    client.integrations.connections.reconnect.mutate({ connectionId, secrets: {} }),
  "runs.approve": (client) => client.integrations.runs.approve.mutate({ runId }),
};

const KEYS: Record<string, { call: (client: Client) => Promise<unknown>; scopes: Caller[] }> = {
  connections: { call: (client) => client.internal.connections.query(), scopes: ["readKey", "syncKey"] },
  run: { call: (client) => client.internal.run.query({ runId }), scopes: ["readKey", "syncKey"] },
  runErrors: { call: (client) => client.internal.runErrors.query({ runId }), scopes: ["readKey", "syncKey"] },
  trigger: { call: (client) => client.internal.trigger.mutate({ connectionId }), scopes: ["syncKey"] },
  products: { call: (client) => client.internal.products.query({}), scopes: ["readKey"] },
};

async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "ok",
    () => problemOf(call).then(({ code }) => code),
  );
}

async function outcomes(call: (client: Client) => Promise<unknown>, who: Caller[]) {
  const entries = who.map(async (caller) => [caller, await codeOf(call(callers[caller]))] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** Also whoever hears that a sign-in was not begun by them. */
const LET_IN = expect.stringMatching(/^(ok|not_found|precondition_failed)$/);
const OUTSIDE = {
  stranger: "forbidden",
  revoked: "forbidden",
  nobody: "unauthenticated",
  readKey: "forbidden",
};

describe("what members may do", () => {
  test.each(Object.entries(MEMBERS))("%s", async (_name, call) => {
    const seen = await outcomes(call, ["owner", "member", "stranger", "revoked", "nobody", "readKey"]);
    expect(seen).toEqual({ owner: LET_IN, member: LET_IN, ...OUTSIDE });
  });
});

describe("what only owners may do", () => {
  test.each(Object.entries(OWNERS))("%s", async (_name, call) => {
    const seen = await outcomes(call, ["owner", "member", "stranger", "revoked", "nobody", "readKey"]);
    expect(seen).toEqual({ owner: LET_IN, member: "forbidden", ...OUTSIDE });
  });
});

describe("what API keys may do", () => {
  test.each(Object.entries(KEYS))("internal.%s", async (_name, { call, scopes }) => {
    const who: Caller[] = ["readKey", "syncKey", "endedKey", "owner", "nobody"];
    const expected = who.map((caller) => {
      if (!caller.endsWith("Key") || caller === "endedKey") return [caller, "unauthenticated"];
      return [caller, scopes.includes(caller) ? LET_IN : "forbidden"];
    });
    expect(await outcomes(call, who)).toEqual(Object.fromEntries(expected));
  });
});

/** For whoever is signed in, or for services; and the one that answers within a stream. */
const OF_NO_BRAND =
  /^(user\.|internal\.|brand\.list$|brand\.create$|brand\.invites\.accept$|integrations\.catalog\.|integrations\.runs\.watch$)/;

test("no procedure of a brand opens to outsiders, whichever router it is in", async () => {
  const { appRouter } = await import("./router.ts");
  const stranger = (await makeBrand(api.admin, "Others", [])).ownerId;
  const authorization = `Bearer ${await tokenOf(stranger)}`;
  const opened: string[] = [];
  const procedures = Object.entries(
    appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>,
  );
  for (const [path, { _def }] of procedures.filter(([name]) => !OF_NO_BRAND.test(name))) {
    const send = (headers: Record<string, string>) =>
      fetch(`${api.url}/trpc/${path}`, {
        method: _def.type === "mutation" ? "POST" : "GET",
        headers: { "content-type": "application/json", "x-brand-id": brand.brandId, ...headers },
      });
    const statuses = [(await send({})).status, (await send({ authorization })).status];
    if (statuses.join() !== "401,403") opened.push(`${path}: ${statuses.join()}`);
  }
  expect(procedures.length).toBeGreaterThan(60);
  expect(opened).toEqual([]);
});

test("a role that was taken away counts for writes at once, whatever is remembered", async () => {
  const fading = randomUUID();
  await addMember(api.admin, { brandId: brand.brandId, userId: fading, role: "owner" });
  const client = await api.client(fading, { "x-brand-id": brand.brandId });
  await client.brand.update.mutate({ name: "Ours" });
  await api.admin.query("update users_on_brand set role = 'member' where user_id = $1", [fading]);
  for (const [name, call] of Object.entries(OWNERS)) {
    if (!["brand.update", "invites.create", "apiKeys.create", "members.remove"].includes(name)) continue;
    expect([name, await codeOf(call(client))]).toEqual([name, "forbidden"]);
  }
});
