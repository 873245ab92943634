import { loadCredentials } from "@v1/integrations/credentials";
import { type DemoStore, startDemoStore } from "@v1/stack/demo-store";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { problemOf, startTestApi, type TestApi } from "./testing/api.ts";
import { makeBrand, type TestBrand } from "./testing/brand.ts";
import { comeBack, signIn } from "./testing/sign-in.ts";

const redirectUri = "https://app.example/integrations/sign-in";
let api: TestApi;
let store: DemoStore;
let brand: TestBrand;

beforeAll(async () => {
  [api, store] = await Promise.all([startTestApi(), startDemoStore({ products: 5, seed: 2 })]);
  store.app.redirectUris.push(redirectUri);
  await api.admin.query(
    "insert into integrations (slug, name, kind) values ('shopify', 'Shopify', 'vendor') on conflict do nothing",
  );
});
beforeEach(async () => {
  brand = await makeBrand(api.admin, "Ours", []);
  store.app.asked.length = 0;
  store.app.tokenSeconds = 3600;
});
afterAll(async () => {
  await Promise.all([store.stop(), api.close()]);
});

const owner = async () => (await api.client(brand.ownerId)).integrations;

async function start(shop = store.url, clientSecret = store.app.clientSecret): Promise<string> {
  const secrets = { clientId: store.app.clientId, clientSecret };
  const asked = { slug: "shopify", name: "Our shop", config: { shop }, secrets, redirectUri };
  return (await (await owner()).signIn.start.mutate(asked)).url;
}

const finish = async (parameters: Record<string, string>) =>
  (await owner()).signIn.finish.mutate({ parameters });

async function kept(connectionId: string) {
  const from = { db: api.deps.worker.pool, ring: api.deps.ring() };
  return (await loadCredentials(from, { brandId: brand.brandId, connectionId }))?.fields.reveal() ?? null;
}

/** Parameters as Shopify would sign them. */
const signed = ({ hmac: _hmac, ...parameters }: Record<string, string>) => ({
  ...parameters,
  hmac: store.app.sign(parameters),
});

test("a shop is connected by a sign-in at its own address, and its rotating tokens are kept", async () => {
  const { auth } = await (await owner()).catalog.get.query({ slug: "shopify" });
  expect(auth).toMatchObject({ hasKey: true, signInSchema: { required: ["clientId", "clientSecret"] } });
  const url = new URL(await start());
  expect(url.origin + url.pathname).toBe(`${store.url}/admin/oauth/authorize`);
  expect(url.searchParams.get("scope")).toBe("read_products,read_inventory,read_metaobjects");
  expect(url.href).not.toContain(store.app.clientSecret);

  const { connectionId, kind, saw } = await finish(await comeBack(url.href));
  expect([kind, saw.products]).toEqual(["signed-in", 5]);
  const [token] = store.app.tokens();
  expect(await kept(connectionId)).toMatchObject({
    accessToken: token,
    refreshToken: expect.stringMatching(/^shprt_/),
    expiresAt: expect.any(String),
  });
  const { connections, signIn: signIns } = await owner();
  const samples = await connections.sample.mutate({ connectionId });
  expect(samples.map(({ product }) => product?.observed["product.name"])).toEqual([
    expect.any(String),
    expect.any(String),
    expect.any(String),
  ]);
  const done = await signIns.complete.mutate({ connectionId, name: "Our shop" });
  expect(done).toMatchObject({ owned: expect.arrayContaining(["product.name"]), runId: expect.any(String) });
  expect(store.app.asked).toEqual(["code"]);

  // An hour later, and an hour after that.
  for (const grants of [
    ["code", "refresh_token"],
    ["code", "refresh_token", "refresh_token"],
  ]) {
    store.app.endTokens();
    expect((await connections.test.mutate({ connectionId })).products).toBe(5);
    expect(store.app.asked).toEqual(grants);
    expect(await kept(connectionId)).toMatchObject({ accessToken: store.app.tokens()[0] });
  }
  expect((await connections.get.query({ connectionId })).status).toBe("connected");
  const told = api.lines.join("");
  expect([token ?? "?", store.app.clientSecret].filter((secret) => told.includes(secret))).toEqual([]);
});

test("a token that has run out is renewed before it is used", async () => {
  store.app.tokenSeconds = 1;
  const { connectionId } = await signIn(start, finish);
  expect(store.app.asked.slice(0, 2)).toEqual(["code", "refresh_token"]);
  expect(await kept(connectionId)).toMatchObject({ accessToken: expect.stringMatching(/^shpat_/) });
});

test("a way back that Shopify has not signed is refused before anything is asked there", async () => {
  const hostile: [string, (back: Record<string, string>) => Record<string, string>, string][] = [
    ["no signature", ({ hmac: _hmac, ...rest }) => rest, "not signed"],
    ["another one's signature", (back) => ({ ...back, hmac: "0".repeat(64) }), "not signed"],
    ["a signature that is none", (back) => ({ ...back, hmac: "../x" }), "not signed"],
    ["a changed code", (back) => ({ ...back, code: "stolen" }), "not signed"],
    ["a parameter more", (back) => ({ ...back, embedded: "1" }), "not signed"],
    ["another shop", (back) => signed({ ...back, shop: "theirs.myshopify.com" }), "another shop"],
    ["no shop", ({ shop: _shop, ...back }) => signed(back), "another shop"],
    ["an old way back", (back) => signed({ ...back, timestamp: "1700000000" }), "older"],
    ["no time", ({ timestamp: _timestamp, ...back }) => signed(back), "older"],
  ];
  for (const [what, change, message] of hostile) {
    const back = await comeBack(await start());
    const problem = await problemOf(finish(change(back)));
    expect([what, problem]).toEqual([
      what,
      expect.objectContaining({ code: "precondition_failed", message: expect.stringContaining(message) }),
    ]);
    // It has used the state up all the same.
    expect(await problemOf(finish(back))).toMatchObject({
      message: expect.stringContaining("already been used"),
    });
  }
  expect(store.app.asked).toEqual([]);
});

test("a wrong secret, a shop that is none, and a revoked access are told in words", async () => {
  const wrong = await problemOf(signIn(() => start(store.url, "shpss_of-another-app"), finish));
  expect(wrong).toMatchObject({ hint: expect.stringContaining("belong to one app") });
  expect(await problemOf(start("no shop"))).toMatchObject({
    code: "bad_request",
    fields: { shop: expect.any(String) },
  });

  const { connectionId } = await signIn(start, finish);
  await (await owner()).signIn.complete.mutate({ connectionId, name: "Our shop" });
  store.app.endTokens();
  await api.admin.query("update integration_credentials set expires_at = now() where connection_id = $1", [
    connectionId,
  ]);
  const fields = await kept(connectionId);
  const other = await signIn(start, finish);
  expect(other.connectionId).not.toBe(connectionId);
  // Of one app in one shop only the newest refresh token holds.
  const ended = await problemOf((await owner()).connections.test.mutate({ connectionId }));
  expect(ended).toMatchObject({ code: "unauthenticated", hint: expect.stringContaining("Connect again") });
  expect(JSON.stringify(ended)).not.toContain(String(fields?.refreshToken));
  const begun = await (await owner()).signIn.startAgain.mutate({ connectionId, redirectUri });
  expect((await finish(await comeBack(begun.url))).kind).toBe("renewed");
  expect((await (await owner()).connections.test.mutate({ connectionId })).products).toBe(5);
});

test("a token that was entered by hand stays as it is, and may give way to a sign-in", async () => {
  const { connections, signIn: signIns } = await owner();
  const entered = { slug: "shopify", config: { shop: store.url }, secrets: { accessToken: store.token } };
  const { connectionId } = await connections.create.mutate({ ...entered, name: "By key", start: false });
  expect((await connections.test.mutate({ connectionId })).products).toBe(5);
  const revoked = { ...entered, secrets: { accessToken: "shpat_revoked" } };
  expect(await problemOf(connections.try.mutate(revoked))).toMatchObject({
    code: "unauthenticated",
    message: expect.stringContaining("invalid token"),
  });
  expect(store.app.asked).toEqual([]);
  const secrets = { clientId: store.app.clientId, clientSecret: store.app.clientSecret };
  const { url } = await signIns.startAgain.mutate({ connectionId, redirectUri, secrets });
  expect(await finish(await comeBack(url))).toMatchObject({ kind: "renewed", connectionId });
  expect(await kept(connectionId)).toMatchObject({ refreshToken: expect.any(String) });
});
