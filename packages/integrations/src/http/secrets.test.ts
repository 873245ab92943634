import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { AppError, type MappedProduct } from "@v1/core";
import { afterEach, describe, expect, it } from "vitest";
import type { Connector, ConnectorContext } from "../kit/connector.ts";
import { excerptOf, recordIssue } from "../kit/issues.ts";
import { createHttpClient } from "./client.ts";
import { guardedConnector } from "./guarded-connector.ts";
import { Redactor } from "./redactor.ts";
import { startSite } from "./testing/site.ts";

/** Awkward in addresses, JSON, HTML and regular expressions alike. */
const SECRET = 'pl+an/ted"s€cret&\\=<$&>';
const secrets = { nested: { token: SECRET }, list: ["otherSecret99"], pin: 123456 };

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** All that a log could ever show of a value, in every form that a secret may take. */
function tells(value: unknown): string[] {
  const shown = [
    inspect(value, { depth: null, showHidden: true, maxStringLength: null }),
    JSON.stringify(value),
    value instanceof Error ? `${value.stack} ${value.message} ${value.cause}` : String(value),
  ].join("\n");
  const basic = Buffer.from(`user:${SECRET}`).toString("base64");
  const forms = [
    SECRET,
    JSON.stringify(SECRET).slice(1, -1),
    JSON.stringify(JSON.stringify(SECRET)).slice(3, -3),
    inspect(SECRET).slice(1, -1),
    encodeURIComponent(SECRET),
    new URLSearchParams({ s: SECRET }).toString().slice(2),
    basic.slice(8, -4),
    "otherSecret99",
    "123456",
  ];
  return forms.filter((form) => shown.includes(form));
}

async function connection(listener: Parameters<typeof startSite>[0]) {
  const site = await startSite(listener);
  const client = createHttpClient({ allowPrivate: true, retries: 0 });
  stops.push(site.stop, () => client.close());
  const scope = { brandId: randomUUID(), connectionId: randomUUID() };
  return { url: site.url, http: client.forConnection({ scope, limits: [], secrets }) };
}

const headers = { authorization: `Bearer otherSecret99`, "x-api-key": "otherSecret99" };

describe("a planted secret does not come out", () => {
  it.each([
    ["the query", `?key=${encodeURIComponent(SECRET)}`],
    ["the path", `/${encodeURIComponent(SECRET)}/products`],
    ["the fragment", `#${SECRET}`],
  ])("of %s of an address that does not answer", async (_, tail) => {
    const { url, http } = await connection((request) => request.socket.destroy());
    const error = await http.request(`${url}${tail}`, { headers }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AppError);
    expect(tells(error)).toEqual([]);
  });

  it("of an address that cannot be read, or leads where it may not", async () => {
    const { url, http } = await connection((_, response) => {
      response.writeHead(302, { location: `file:///${encodeURIComponent(SECRET)}` }).end();
    });
    for (const address of [`nowhere ${SECRET}`, `ftp://x/${encodeURIComponent(SECRET)}`, url]) {
      const error = await http.request(address, { headers }).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(AppError);
      expect(tells(error)).toEqual([]);
    }
  });

  it("of an error's body that repeats the request, as text, as JSON and as a page", async () => {
    const { url, http } = await connection((request, response) => {
      const said = { text: SECRET, json: JSON.stringify({ key: SECRET, all: headers }) };
      response.writeHead(request.url === "/late" ? 200 : 401);
      response.end(`${said.text} ${said.json} ${JSON.stringify(said.json)} ${encodeURIComponent(SECRET)}`);
    });
    const answer = await http.request(url, { method: "POST", body: SECRET, headers });
    const body = await answer.text();
    expect(tells(body)).toEqual([]);
    expect(body).toContain("[redacted]");
    const error = await (await http.request(url)).text(3).catch((caught: unknown) => caught);
    expect(tells(error)).toEqual([]);
  });
});

describe("an account that repeats credentials", () => {
  const noContext = {} as ConnectorContext<unknown, unknown>;
  const naming = (account: { id: string; name: string }, currency = "EUR") =>
    guardedConnector<unknown, unknown, unknown>(
      {
        slug: "naming",
        name: "Naming",
        mappingVersion: 1,
        configSchema: {},
        auth: {
          type: "basic",
          fields: {},
          scheme: { kind: "basic", userField: "user", passwordField: "password" },
        },
        fields: {},
        complete: [],
        rateLimits: [],
        check: async () => ({ account, products: null, currency }),
        account: () => account,
        read: async function* () {
          yield { records: [], position: {}, total: null };
          return { verified: true };
        },
        map: ({ externalId }) => recordIssue(externalId, "", {}),
      },
      { user: "acme-shop", password: SECRET, pin: "1234" },
    );

  it("is named without them", async () => {
    const connector = naming({ id: "acme-shop-1234", name: `Shop of ${SECRET}` }, SECRET);
    const saw = await connector.check(noContext);
    expect(tells([saw, connector.account?.({})])).toEqual([]);
    expect(saw).toEqual({
      account: { id: "acme-shop-1234", name: "Shop of [redacted]" },
      products: null,
      currency: "[redacted]",
    });
  });

  it("is refused where its id does, for an id cannot be cut", async () => {
    const connector = naming({ id: `id-${encodeURIComponent(SECRET)}`, name: "Shop" });
    const error = await connector.check(noContext).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "precondition_failed", hint: expect.any(String) });
    expect(tells(error)).toEqual([]);
    expect(() => connector.account?.({})).toThrow("id contains");
  });
});

describe("what a connector throws, and what it says of records", () => {
  const noContext = {} as ConnectorContext<unknown, unknown>;
  const request = { mode: "full", since: null, position: null, pageSize: 10 } as const;

  function failing(error: unknown): Connector<unknown, unknown, unknown> {
    return guardedConnector<unknown, unknown, unknown>(
      {
        slug: "leaky",
        name: "Leaky",
        mappingVersion: 1,
        configSchema: {},
        auth: { type: "none", fields: {} },
        fields: {},
        complete: [],
        rateLimits: [],
        check: () => Promise.reject(error),
        count: () => Promise.reject(error),
        // biome-ignore lint/correctness/useYield: it fails before its first page
        read: async function* () {
          throw error;
        },
        map: () => {
          throw error;
        },
      },
      secrets,
    );
  }

  const foreign = Object.assign(new TypeError(`fetch ${SECRET}`), {
    request: { headers: { authorization: SECRET } },
    cause: new AggregateError([new Error(SECRET)], "inner"),
  });
  const ours = new AppError({
    code: "bad_request",
    message: `The key ${SECRET} is refused.`,
    hint: `Do not send ${encodeURIComponent(SECRET)}.`,
    fields: { [SECRET]: SECRET },
    retryable: true,
    cause: { deep: [{ deeper: SECRET }] },
  });

  it.each([
    ["an error of ours", ours],
    ["a foreign one with a request on it", foreign],
    ["a chain of causes", new Error("outer", { cause: new Error("middle", { cause: ours }) })],
    ["a text", `thrown ${SECRET}`],
    ["an object", { body: [SECRET] }],
  ])("%s", async (_, error) => {
    const connector = failing(error);
    const caught = (await Promise.all([
      connector.check(noContext).catch((thrown: unknown) => thrown),
      connector.count?.(noContext, request).catch((thrown: unknown) => thrown),
      connector
        .read(noContext, request)
        .next()
        .catch((thrown: unknown) => thrown),
      Promise.resolve()
        .then(() => connector.map({ externalId: "1", ordinal: 0, raw: {} }, {}))
        .catch((thrown: unknown) => thrown),
    ])) as unknown[];
    for (const thrown of caught) expect([thrown, tells(thrown)]).toEqual([thrown, []]);
    expect(inspect(caught, { depth: null })).toContain("redacted");
  });

  it("keeps what the reader needs of an error", () => {
    const clean = new Redactor(secrets).error(ours);
    expect(clean).toBeInstanceOf(AppError);
    expect(clean).toMatchObject({
      code: "bad_request",
      retryable: true,
      message: "The key [redacted] is refused.",
      hint: "Do not send [redacted].",
      fields: { "[redacted]": "[redacted]" },
    });
    const harmless = new AppError({ code: "conflict", message: "Nothing in it." });
    expect(new Redactor(secrets).error(harmless)).toBe(harmless);
  });

  it("excerpts and reasons", async () => {
    const raw = { note: SECRET };
    const issue = recordIssue(`It says ${SECRET}.`, `Not ${SECRET}.`, raw);
    const mapped: MappedProduct = {
      externalId: "2",
      sourceUpdatedAt: null,
      groupKey: null,
      observed: {},
      variants: [],
      variantsComplete: true,
      issues: [{ ...issue, excerpt: excerptOf(raw) }],
    };
    const connector = guardedConnector<unknown, unknown, unknown>(
      {
        ...failing(null),
        read: async function* () {
          yield { records: [], position: {}, total: null };
          return { verified: false, reason: `Because of ${SECRET}.` };
        },
        map: ({ externalId }) => (externalId === "1" ? issue : mapped),
      },
      secrets,
    );
    const records = ["1", "2"].map((externalId) => ({ externalId, ordinal: 0, raw }));
    for (const record of records) expect(tells(connector.map(record, {}))).toEqual([]);
    const reading = connector.read(noContext, request);
    await reading.next();
    expect((await reading.next()).value).toEqual({ verified: false, reason: "Because of [redacted]." });
  });
});
