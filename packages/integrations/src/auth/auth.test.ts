import { once } from "node:events";
import type { IncomingMessage, RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { inspect } from "node:util";
import { exportPKCS8, exportSPKI, generateKeyPair, importSPKI, jwtVerify } from "jose";
import { generate } from "selfsigned";
import { afterEach, describe, expect, it } from "vitest";
import { createHttpClient, type HttpClientOptions } from "../http/client.ts";
import { startSite } from "../http/testing/site.ts";
import type { AuthScheme } from "../kit/auth.ts";
import type { Renewals } from "./types.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

interface Given {
  scheme: AuthScheme;
  secrets: Record<string, unknown>;
  renewals?: Renewals;
  options?: HttpClientOptions;
}

function connection({ options = {}, ...traits }: Given) {
  const client = createHttpClient({ allowPrivate: true, retries: 0, ...options });
  stops.push(() => client.close());
  const scope = { brandId: "b", connectionId: "c" };
  return client.forConnection({ scope, limits: [], ...traits });
}

async function site(listener: RequestListener) {
  const started = await startSite(listener);
  stops.push(started.stop);
  return started;
}

const yes: RequestListener = (_, response) => void response.end("yes");

describe("schemes", () => {
  const secrets = { key: "the-key-0123456789", user: "jané", password: 'p:w"d' };

  it.each([
    [{ kind: "header", header: "X-Api-Key", secretField: "key" }, { "x-api-key": secrets.key }, "/"],
    [
      { kind: "header", header: "Authorization", prefix: "Token ", secretField: "key" },
      { authorization: `Token ${secrets.key}` },
      "/",
    ],
    [
      { kind: "basic", userField: "user", passwordField: "password" },
      { authorization: `Basic ${Buffer.from('jané:p:w"d').toString("base64")}` },
      "/",
    ],
    [{ kind: "query", parameter: "api key", secretField: "key" }, {}, `/?api+key=${secrets.key}`],
  ] satisfies [AuthScheme, object, string][])("%j", async (scheme, headers, url) => {
    const { requests, url: address } = await site(yes);
    const { request } = bound(connection({ scheme, secrets }));
    await request(address, { authenticate: true });
    await request(address);
    expect(requests[0]).toMatchObject({ url, headers });
    expect(inspect([requests[1]?.url, requests[1]?.headers])).not.toContain(secrets.key);
    expect(requests[1]?.headers).not.toHaveProperty("authorization");
  });

  it("go along on redirects within the origin, and to no other, whatever the header is called", async () => {
    const other = await site(yes);
    const { requests, url } = await site((request, response) => {
      const location = request.url === "/" ? "/here" : `${other.url}/there`;
      response.writeHead(302, { location }).end();
    });
    const scheme: AuthScheme = { kind: "header", header: "X-Shop", secretField: "key" };
    await connection({ scheme, secrets }).request(url, { authenticate: true });
    expect(requests.map(({ headers }) => headers["x-shop"])).toEqual([secrets.key, secrets.key]);
    expect(other.requests[0]?.headers).not.toHaveProperty("x-shop");
  });

  it("name the entry that the credentials lack", async () => {
    const scheme: AuthScheme = { kind: "header", header: "X-Shop", secretField: "key" };
    const request = connection({ scheme, secrets: {} }).request("http://127.0.0.1:9", { authenticate: true });
    await expect(request).rejects.toMatchObject({
      code: "precondition_failed",
      message: expect.stringMatching(/“key”/),
    });
  });

  it("a signature that is refused is told by no error", async () => {
    const { url } = await site((request, response) => {
      response.writeHead(403).end(`${request.url} ${JSON.stringify(request.headers)}`);
    });
    for (const scheme of [
      { kind: "query", parameter: "k", secretField: "key" },
      { kind: "basic", userField: "user", passwordField: "key" },
    ] satisfies AuthScheme[]) {
      const answer = await connection({ scheme, secrets }).request(url, { authenticate: true });
      const text = await answer.text();
      expect(text).toContain("[redacted]");
      expect(text).not.toContain(secrets.key);
      expect(text).not.toContain(Buffer.from(`${secrets.user}:${secrets.key}`).toString("base64"));
    }
  });
});

describe("tokens that we sign", () => {
  const scheme: AuthScheme = {
    kind: "jwt",
    algorithm: "ES256",
    keyField: "privateKey",
    keyIdField: "keyId",
    issuerField: "issuer",
    audience: "https://api.example",
  };

  it("are verified by the server's copy of the public key, and used again", async () => {
    const pair = await generateKeyPair("ES256", { extractable: true });
    const secrets = { privateKey: await exportPKCS8(pair.privateKey), keyId: "k1", issuer: "brand" };
    const { requests, url } = await site(yes);
    const { request } = bound(connection({ scheme, secrets }));
    await request(url, { authenticate: true });
    await request(url, { authenticate: true });
    const tokens = requests.map(bearer);
    expect(tokens[1]).toBe(tokens[0]);
    const publicKey = await importSPKI(await exportSPKI(pair.publicKey), "ES256");
    const { payload, protectedHeader } = await jwtVerify(tokens[0] ?? "", publicKey, {
      audience: "https://api.example",
      issuer: "brand",
    });
    expect(protectedHeader).toEqual({ alg: "ES256", kid: "k1" });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
  });

  it("a key that cannot be read is named, not shown", async () => {
    const secrets = { privateKey: "-----BEGIN broken-0123456789", keyId: "k1", issuer: "brand" };
    const error = await connection({ scheme, secrets })
      .request("http://127.0.0.1:9", { authenticate: true })
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: "precondition_failed",
      message: expect.stringMatching(/“privateKey”/),
    });
    expect(inspect(error, { depth: null })).not.toContain("broken-0123456789");
  });
});

describe("client certificates", () => {
  it("are shown to the server that asks for one, and to it alone", async () => {
    const altNames = [{ type: 7, ip: "127.0.0.1" } as const];
    const [server, client] = await Promise.all([
      generate([{ name: "commonName", value: "server" }], {
        extensions: [{ name: "subjectAltName", altNames }],
      }),
      generate([{ name: "commonName", value: "brand" }]),
    ]);
    const seen: (string | undefined)[] = [];
    const https = createServer(
      {
        key: server.private,
        cert: server.cert,
        ca: client.cert,
        requestCert: true,
        rejectUnauthorized: false,
      },
      (request: IncomingMessage, response) => {
        const socket = request.socket as TLSSocket;
        seen.push(socket.authorized ? String(socket.getPeerCertificate().subject.CN) : undefined);
        response.end("yes");
      },
    );
    https.listen(0, "127.0.0.1");
    await once(https, "listening");
    stops.push(() => https.close());
    const url = `https://127.0.0.1:${(https.address() as AddressInfo).port}`;
    const scheme: AuthScheme = { kind: "certificate", certificateField: "certificate", keyField: "key" };
    const secrets = { certificate: client.cert, key: client.private };
    const { request } = bound(connection({ scheme, secrets, options: { trusted: [server.cert] } }));
    expect(await (await request(url, { authenticate: true })).text()).toBe("yes");
    await request(url);
    expect(seen).toEqual(["brand", undefined]);
    await expect(connection({ scheme, secrets }).request(url)).rejects.toMatchObject({ code: "unavailable" });
  });
});

function bearer({ headers }: IncomingMessage): string {
  return headers.authorization?.replace("Bearer ", "") ?? "";
}

function bound(client: ReturnType<typeof connection>) {
  return { request: client.request.bind(client) };
}
