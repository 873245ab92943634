import { connectors } from "@v1/integrations";
import { loadCredentials } from "@v1/integrations/credentials";
import { type SignInProvider, startSignInProvider } from "@v1/stack/sign-in-provider";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { problemOf, startTestApi, type TestApi } from "./testing/api.ts";
import { addMember, makeBrand, type TestBrand } from "./testing/brand.ts";
import { portalConnector } from "./testing/portal-connector.ts";
import { comeBack, signIn } from "./testing/sign-in.ts";

const redirectUri = "https://app.example/integrations/sign-in";
let api: TestApi;
let provider: SignInProvider;
let brand: TestBrand;

beforeAll(async () => {
  [api, provider] = await Promise.all([startTestApi(), startSignInProvider([redirectUri])]);
  api.deps.connectors = { ...connectors, portal: portalConnector(provider) };
  await api.admin.query("insert into integrations (slug, name, kind) values ('portal', 'Portal', 'vendor')");
});
beforeEach(async () => {
  brand = await makeBrand(api.admin, "Ours", []);
  Object.assign(provider.behaves, { account: "Nordlicht", error: undefined, expired: false });
  provider.grants.length = 0;
});
afterAll(async () => {
  provider.stop();
  await api.close();
});

const secrets = () => ({ clientId: provider.clientId, clientSecret: provider.clientSecret });
const owner = () => api.client(brand.ownerId);

async function start(more: object = {}, userId = brand.ownerId) {
  const client = await api.client(userId, { "x-brand-id": brand.brandId });
  const input = { slug: "portal", config: {}, secrets: secrets(), name: "Portal", redirectUri, ...more };
  return (await client.integrations.signIn.start.mutate(input)).url;
}

const finish = async (parameters: Record<string, string>, userId = brand.ownerId, brandId = brand.brandId) =>
  (await api.client(userId, { "x-brand-id": brandId })).integrations.signIn.finish.mutate({ parameters });

async function kept(connectionId: string) {
  const store = { db: api.deps.worker.pool, ring: api.deps.ring() };
  return (await loadCredentials(store, { brandId: brand.brandId, connectionId }))?.fields.reveal() ?? null;
}

const complete = async (connectionId: string, more: object = {}) =>
  (await owner()).integrations.signIn.complete.mutate({ connectionId, name: "Portal", ...more });

const own = async () =>
  (await (await owner()).integrations.connections.list.query()).filter(({ name }) => name !== "Shop");

test("an owner signs in at the provider, and the connection is made with tokens that nobody sees", async () => {
  const detail = await (await owner()).integrations.catalog.get.query({ slug: "portal" });
  expect(detail.auth).toMatchObject({ type: "oauth2", hasKey: false, signInSchema: expect.any(Object) });
  const url = await start();
  expect(new URL(url).searchParams.get("code_challenge_method")).toBe("S256");
  expect(url).not.toContain(provider.clientSecret);
  expect(await own()).toMatchObject([{ status: "configuring", accountName: null }]);
  const done = await finish(await comeBack(url));
  expect(done).toMatchObject({
    kind: "signed-in",
    name: "Portal",
    slug: "portal",
    saw: { account: { id: "Nordlicht", name: "Nordlicht GmbH" } },
    runId: null,
  });
  // Until somebody has said what it shall bring in, it owns and reads nothing.
  expect(await own()).toMatchObject([{ status: "configuring", accountName: null }]);
  const { connectionId } = done;
  const early = (await owner()).integrations.runs.trigger.mutate({ connectionId });
  expect(await problemOf(early)).toMatchObject({ code: "precondition_failed" });
  const connections = (await owner()).integrations.connections;
  expect(await connections.try.mutate({ connectionId })).toMatchObject({
    account: { id: "Nordlicht" },
    fields: ["product.identifier", "product.name"],
  });
  expect(await connections.sample.mutate({ connectionId })).toMatchObject([
    { externalId: "1", product: { observed: { "product.name": "Coat" } } },
  ]);
  expect(await complete(connectionId, { name: "Articles", fields: ["product.name"] })).toMatchObject({
    owned: ["product.name"],
    runId: expect.any(String),
  });
  expect(await problemOf(complete(connectionId))).toMatchObject({ code: "conflict" });
  expect(provider.grants).toEqual(["authorization_code"]);
  const { access, refresh } = provider.tokens();
  expect(await kept(done.connectionId)).toMatchObject({
    ...secrets(),
    accessToken: access,
    refreshToken: refresh,
    realmId: "realm-of-Nordlicht",
  });
  const shown = await (await owner()).integrations.connections.get.query({ connectionId: done.connectionId });
  expect(shown).toMatchObject({ name: "Articles", status: "connected", accountName: "Nordlicht GmbH" });
  const states = await api.admin.query("select * from oauth_states where brand_id = $1", [brand.brandId]);
  const logged = await api.admin.query(
    "select action, target from audit_log where brand_id = $1 union all select type, data from integration_events where brand_id = $1",
    [brand.brandId],
  );
  const told = JSON.stringify([done, shown, states.rows, logged.rows]) + api.lines.join("");
  for (const secret of [access, refresh, provider.clientSecret]) expect(told).not.toContain(secret);
  expect(logged.rows.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["connection.draft", "connection.create"]),
  );
  const test_ = await (await owner()).integrations.connections.test.mutate({
    connectionId: done.connectionId,
  });
  expect(test_.account.id).toBe("Nordlicht");
});

test("a refresh token that rotates while it is tried out is the one that is kept", async () => {
  provider.behaves.expired = true;
  const { connectionId } = await signIn(start, finish);
  expect(provider.grants).toEqual(["authorization_code", "refresh_token"]);
  const { access, refresh } = provider.tokens();
  expect(await kept(connectionId)).toMatchObject({ accessToken: access, refreshToken: refresh });
});

test("a state works once, for whoever began it, in its brand, and within ten minutes", async () => {
  const other = await makeBrand(api.admin, "Theirs", []);
  await addMember(api.admin, { brandId: other.brandId, userId: brand.ownerId, role: "owner" });
  await addMember(api.admin, { brandId: brand.brandId, userId: other.ownerId, role: "owner" });
  const hostile = await problemOf(finish({ code: "stolen", state: "made-up" }));
  expect(hostile).toMatchObject({
    code: "precondition_failed",
    hint: expect.stringContaining("Begin again"),
  });
  expect(await problemOf(finish({ code: "x" }))).toMatchObject({ code: "precondition_failed" });

  const back = await comeBack(await start());
  const theirs = await problemOf(finish(back, other.ownerId, other.brandId));
  expect(theirs.message).toBe(hostile.message);
  const wrongBrand = await problemOf(finish(back, brand.ownerId, other.brandId));
  expect(wrongBrand.message).toBe(hostile.message);
  const colleague = await problemOf(finish(back, other.ownerId, brand.brandId));
  expect(colleague.message).toBe(hostile.message);
  expect(await problemOf(finish(back, brand.memberId))).toMatchObject({ code: "forbidden" });
  expect(provider.grants).toEqual([]);

  expect((await finish(back, brand.ownerId, brand.brandId)).kind).toBe("signed-in");
  const again = await problemOf(finish(back, brand.ownerId, brand.brandId));
  expect(again).toMatchObject({ message: expect.stringContaining("already been used") });
  expect(provider.grants).toEqual(["authorization_code"]);
  expect(provider.tokens().access).not.toBe("");

  const late = await comeBack(await start());
  await api.admin.query("update oauth_states set expires_at = now() where brand_id = $1", [brand.brandId]);
  expect(await problemOf(finish(late))).toMatchObject({ message: expect.stringContaining("ten minutes") });
});

test("of several that end one sign-in at the same moment one does", async () => {
  const back = await comeBack(await start());
  await api.admin.query("begin");
  await api.admin.query("select from oauth_states where brand_id = $1 for update", [brand.brandId]);
  const ends = Promise.allSettled([finish(back), finish(back), finish(back)]);
  // All of them have found the state unused, and wait to use it up.
  await expect.poll(waiting, { timeout: 20_000 }).toBe(3);
  await api.admin.query("commit");
  expect((await ends).filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(provider.grants).toEqual(["authorization_code"]);
});

async function waiting(): Promise<number> {
  await api.admin.query("select pg_stat_clear_snapshot()");
  const { rows } = await api.admin.query<{ waiting: number }>(
    `select count(*)::int as waiting from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0]?.waiting ?? 0;
}

test("a code of another sign-in does not fit this one's verifier", async () => {
  const first = await comeBack(await start());
  const second = await comeBack(await start());
  const mixed = await problemOf(finish({ ...second, code: first.code ?? "" }));
  expect(mixed).toMatchObject({ code: "unauthenticated", message: expect.stringContaining("invalid_grant") });
  expect(JSON.stringify(mixed) + api.lines.join("")).not.toContain(provider.clientSecret);
  // Begun anew, the one before is void; one is left behind in any case.
  expect(await problemOf(finish(first))).toMatchObject({ code: "precondition_failed" });
  expect(await own()).toMatchObject([{ status: "configuring" }]);
  // Somebody who tried to sync it made an error of it; it is nobody's connection all the same.
  await api.admin.query(
    "update brand_integrations set status = 'error' where brand_id = $1 and name = 'Portal'",
    [brand.brandId],
  );
  const { connectionId } = await signIn(start, finish);
  // Begun once more, the access of the attempt before is gone: it might have been for another shop.
  await start();
  expect(await kept(connectionId)).toBeNull();
  expect(await problemOf(complete(connectionId))).toMatchObject({
    message: expect.stringContaining("Nobody has signed in"),
  });
  await signIn(start, finish);
  expect(await complete(connectionId)).toMatchObject({ owned: expect.arrayContaining(["product.name"]) });
  expect(await own()).toMatchObject([{ status: "connected" }]);
});

test.each([
  ["access_denied", "forbidden"],
  ["temporarily_unavailable", "unavailable"],
  ["invalid_scope", "precondition_failed"],
])("the provider's %s is told in our words, and nothing is stored", async (error, code) => {
  provider.behaves.error = error;
  const back = { ...(await comeBack(await start())), error_description: "<b>Call 555-1234</b>" };
  const problem = await problemOf(finish(back));
  expect(problem).toMatchObject({ code, hint: expect.any(String) });
  expect(JSON.stringify(problem)).not.toContain("555");
  expect(provider.grants).toEqual([]);
  expect(await problemOf(finish(back))).toMatchObject({
    message: expect.stringContaining("already been used"),
  });
  expect(await own()).toMatchObject([{ status: "configuring" }]);
});

test("a connection takes up a new sign-in of its account, also after it was disconnected, and no other's", async () => {
  const client = await owner();
  const { connectionId } = await signIn(start, finish);
  await complete(connectionId);
  const again = async () =>
    comeBack((await client.integrations.signIn.startAgain.mutate({ connectionId, redirectUri })).url);
  await api.admin.query("update brand_integrations set status = 'error' where id = $1", [connectionId]);
  expect(await finish(await again())).toMatchObject({ kind: "renewed", runId: null });
  expect(await own()).toMatchObject([{ status: "connected" }]);
  expect(await kept(connectionId)).toMatchObject({ refreshToken: provider.tokens().refresh });

  provider.behaves.account = "Südwind";
  const before = await kept(connectionId);
  const other = await problemOf(finish(await again()));
  expect(other).toMatchObject({
    code: "precondition_failed",
    message: expect.stringContaining("Südwind GmbH"),
  });
  expect(await kept(connectionId)).toEqual(before);

  await client.integrations.connections.disconnect.mutate({ connectionId });
  expect(await kept(connectionId)).toBeNull();
  expect(
    await problemOf(client.integrations.signIn.startAgain.mutate({ connectionId, redirectUri })),
  ).toMatchObject({ code: "bad_request", fields: { "secrets.clientId": expect.any(String) } });
  provider.behaves.account = "Nordlicht";
  const begun = await client.integrations.signIn.startAgain.mutate({
    connectionId,
    redirectUri,
    secrets: secrets(),
  });
  expect(await finish(await comeBack(begun.url))).toMatchObject({
    kind: "reconnected",
    runId: expect.any(String),
  });
});

test("the way back leads to the app's own page, and only connectors with a sign-in have one", async () => {
  for (const address of [
    "javascript:alert(1)",
    "https://evil.example/",
    `${redirectUri}?next=//evil`,
    "nowhere",
  ]) {
    expect(await problemOf(start({ redirectUri: address }))).toMatchObject({
      code: "bad_request",
      fields: { redirectUri: expect.any(String) },
    });
  }
  const missing = await problemOf(start({ secrets: { clientId: "x" } }));
  expect(missing).toMatchObject({ fields: { "secrets.clientSecret": expect.any(String) } });
  expect(await problemOf(start({ slug: "json-feed" }))).toMatchObject({ code: "precondition_failed" });
  expect(await problemOf(start({}, brand.memberId))).toMatchObject({ code: "forbidden" });
  expect(await own()).toEqual([]);
});
