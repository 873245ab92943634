import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { AppError } from "@v1/core";
import { afterEach, expect, it } from "vitest";
import type { Connector } from "../kit/connector.ts";
import { createHttpClient } from "./client.ts";
import { guardConnection } from "./connection-guard.ts";
import type { RateStore } from "./rates.ts";
import { startSite } from "./testing/site.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

it("gives a connection its signature, its limits, and errors that tell nothing of its secrets", async () => {
  const site = await startSite((request, response) => {
    response.writeHead(400).end(`You sent ${request.headers["x-key"]}.`);
  });
  const taken: unknown[] = [];
  const rates: RateStore = {
    take: async (scope, buckets) => {
      taken.push([scope, buckets.map(({ name }) => name)]);
      return 0;
    },
  };
  const process = createHttpClient({ allowPrivate: true, rates });
  stops.push(site.stop, () => process.close());
  const secrets = { key: "key-of-the-connection" };
  const connector: Connector<unknown, typeof secrets, unknown> = {
    slug: "acme",
    name: "Acme",
    mappingVersion: 1,
    configSchema: {},
    auth: {
      type: "api_key",
      fields: {},
      scheme: { kind: "header", header: "X-Key", secretField: "key" },
    },
    fields: {},
    complete: [],
    rateLimits: [{ requests: 5, perSeconds: 1 }],
    check: async (context) => {
      const answer = await context.http.request(site.url, { authenticate: true });
      throw new AppError({ code: "bad_request", message: `${await answer.text()} ${context.secrets.key}` });
    },
    // biome-ignore lint/correctness/useYield: nothing is read
    read: async function* () {
      return { verified: true };
    },
    map: () => {
      throw new Error("Nothing is mapped.");
    },
  };
  const scope = { brandId: randomUUID(), connectionId: randomUUID() };
  const guarded = guardConnection(
    { http: process },
    { connector: connector as Connector, config: {}, scope, secrets },
  );
  const context = { config: {}, secrets, signal: new AbortController().signal, spillFolder: "" };
  const error = await guarded.connector
    .check({ ...context, http: guarded.http })
    .catch((caught: unknown) => caught);
  expect(site.requests[0]?.headers["x-key"]).toBe(secrets.key);
  expect(taken).toEqual([[scope, ["5 per 1 s"]]]);
  expect(error).toMatchObject({ message: "You sent [redacted]. [redacted]" });
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain(secrets.key);
  expect(guarded.http.waitedMs).toBe(0);
  const tried = guardConnection(
    { http: process },
    { connector: connector as Connector, config: {}, scope: null, secrets },
  );
  await tried.connector.check({ ...context, http: tried.http }).catch(() => undefined);
  expect([taken.length, site.requests.length]).toEqual([1, 2]);
  const unsigned = process.request(site.url, { authenticate: true });
  await expect(unsigned).rejects.toMatchObject({ code: "internal", hint: expect.stringContaining("scheme") });
  expect(site.requests).toHaveLength(2);
});
