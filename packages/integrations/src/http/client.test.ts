import { execFile } from "node:child_process";
import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { createHttpClient, type HttpClientOptions } from "./client.ts";
import { retryAfterSeconds } from "./retry-after.ts";

const stops: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

interface Site {
  url: string;
  port: number;
  requests: IncomingMessage[];
}

async function site(listener: RequestListener): Promise<Site> {
  const requests: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, requests };
}

function client(options: HttpClientOptions = {}) {
  const made = createHttpClient({ allowPrivate: true, retryMs: 1, ...options });
  stops.push(() => made.close());
  return made;
}

const answering =
  (...statuses: number[]): RequestListener =>
  (_, response: ServerResponse) => {
    response.writeHead(statuses.length > 1 ? (statuses.shift() ?? 200) : (statuses[0] ?? 200)).end("body");
  };

describe("where requests may go", () => {
  it.each([
    "http://127.0.0.1:PORT/",
    "http://2130706433:PORT/",
    "http://0x7f.1:PORT/",
    "http://0x7f000001:PORT/",
    "http://0177.0.0.1:PORT/",
    "http://127.1:PORT/",
    "http://127.0.0.1.:PORT/",
    "http://[::1]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    "http://[::ffff:7f00:1]:PORT/",
    "http://[0:0:0:0:0:ffff:7f00:1]:PORT/",
    "http://１２７.0.0.1:PORT/",
    "http://localhost:PORT/",
  ])("%s is refused, and nothing arrives there", async (address) => {
    const { port, requests } = await site(answering(200));
    const request = client({ allowPrivate: false }).request(address.replace("PORT", String(port)));
    await expect(request).rejects.toMatchObject({
      code: "forbidden",
      hint: expect.stringContaining("public address"),
    });
    expect(requests).toHaveLength(0);
  });

  it("a name is resolved once and its checked address used", async () => {
    const { port, requests } = await site(answering(200));
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return [{ address: asked === 1 ? "127.0.0.1" : "169.254.169.254", family: 4 }];
    };
    const response = await client({ resolve }).request(`http://shop.example:${port}/`);
    expect([response.status, asked, requests[0]?.headers.host]).toEqual([200, 1, `shop.example:${port}`]);
  });

  it("one closed address among a name's closes it", async () => {
    const { port, requests } = await site(answering(200));
    const resolve = async () => ["127.0.0.1", "169.254.169.254"].map((address) => ({ address, family: 4 }));
    await expect(client({ resolve }).request(`http://shop.example:${port}/`)).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("169.254.169.254"),
    });
    expect(requests).toHaveLength(0);
  });

  it("a redirect to a closed address is refused", async () => {
    const { url } = await site((_, response) => {
      response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data" }).end();
    });
    await expect(client().request(url)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("a redirect to a name that leads to a closed address is refused, whatever it led to before", async () => {
    const inside = await site(answering(200));
    const { port } = await site((_, response) => {
      response.writeHead(302, { location: `http://inside.example:${inside.port}/` }).end();
    });
    let asked = 0;
    const resolve = async (hostname: string) => {
      asked += 1;
      const address = hostname === "shop.example" || asked === 1 ? "127.0.0.1" : "169.254.169.254";
      return [{ address, family: 4 }];
    };
    await expect(client({ resolve }).request(`http://shop.example:${port}/`)).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("inside.example"),
    });
    expect(inside.requests).toHaveLength(0);
  });

  it("an address that a name leads to over IPv6 is checked like any other", async () => {
    const { port, requests } = await site(answering(200));
    for (const address of ["::1", "fe80::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"]) {
      const resolve = async () => [{ address, family: 6 }];
      const request = client({ resolve, allowPrivate: false }).request(`http://shop.example:${port}/`);
      await expect(request).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(requests).toHaveLength(0);
  });

  it.each(["file:///etc/passwd", "ftp://shop.example/"])("%s is no address to send to", async (url) => {
    await expect(client().request(url)).rejects.toMatchObject({ code: "bad_request" });
  });

  it("holds under Bun too, where the package's plain name leads to a stand-in", {
    timeout: 30_000,
  }, async () => {
    const { port, requests } = await site(answering(200));
    const module = pathToFileURL(join(import.meta.dirname, "client.ts")).href;
    const script = `
      const { createHttpClient } = await import(${JSON.stringify(module)});
      const resolve = async () => [{ address: "127.0.0.1", family: 4 }];
      const ask = (allowPrivate) => createHttpClient({ allowPrivate, resolve, retries: 0 })
        .request("http://shop.example:${port}/").then((r) => r.status, (e) => e.code);
      console.log(await ask(false), await ask(true));
      process.exit(0);`;
    const bun = join(import.meta.dirname, "../../../../node_modules/.bin/bun");
    const { stdout } = await promisify(execFile)(bun, ["--eval", script]);
    expect(stdout.trim()).toBe("forbidden 200");
    expect(requests).toHaveLength(1);
  });
});

describe("redirects", () => {
  it("are followed, with secrets only to the same origin", async () => {
    const target = await site(answering(200));
    const source = await site((request, response) => {
      const location = request.url === "/" ? "/here" : `${target.url}/there`;
      response.writeHead(307, { location }).end();
    });
    const headers = {
      "X-Shopify-Access-Token": "shpat_secret",
      authorization: "Bearer secret",
      accept: "text/plain",
    };
    const response = await client().request(source.url, { method: "POST", body: "{}", headers });
    expect(response.status).toBe(200);
    expect(source.requests[1]?.headers["x-shopify-access-token"]).toBe("shpat_secret");
    const arrived = target.requests[0];
    expect([arrived?.method, arrived?.headers.accept]).toEqual(["POST", "text/plain"]);
    expect(arrived?.headers).not.toHaveProperty("x-shopify-access-token");
    expect(arrived?.headers).not.toHaveProperty("authorization");
  });

  it("end after five", async () => {
    const { url, requests } = await site((request, response) => {
      response.writeHead(302, { location: `/${Number(request.url?.slice(1)) + 1}` }).end();
    });
    await expect(client().request(`${url}/0`)).rejects.toMatchObject({
      message: expect.stringContaining("5 times"),
    });
    expect(requests).toHaveLength(6);
  });
});

describe("limits", () => {
  it("a head that does not come in time", async () => {
    const { url } = await site(() => undefined);
    const request = client({ retries: 0 }).request(url, { timeoutMs: 50 });
    await expect(request).rejects.toMatchObject({
      code: "unavailable",
      retryable: true,
      message: expect.stringContaining("0.05"),
    });
  });

  it("a body that stands still", async () => {
    const { url } = await site((_, response) => void response.writeHead(200).write("begun"));
    const response = await client({ idleTimeoutMs: 60 }).request(url);
    await expect(response.text()).rejects.toMatchObject({
      message: expect.stringContaining("stood still after 5"),
    });
  });

  it("a body that is cut off, with and without an announced length", async () => {
    const { url } = await site((request, response) => {
      response.writeHead(200, request.url === "/length" ? { "content-length": "100" } : {});
      response.write("begun", () => setTimeout(() => response.destroy(), 10));
    });
    for (const path of ["/length", "/chunked"]) {
      const response = await client().request(url + path);
      await expect(response.text()).rejects.toMatchObject({
        retryable: true,
        message: expect.stringContaining("cut off"),
      });
    }
  });

  it("a body that is too large, also once it is decoded", async () => {
    const bomb = gzipSync(Buffer.alloc(1_000_000));
    const { url } = await site((request, response) => {
      if (request.url === "/bomb") response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
      else response.end("x".repeat(2000));
    });
    await expect((await client().request(url)).text(1999)).rejects.toMatchObject({
      message: expect.stringContaining("1999"),
    });
    const response = await client({ maxBodyBytes: 10_000 }).request(`${url}/bomb`);
    await expect(response.text()).rejects.toMatchObject({ message: expect.stringContaining("10000") });
  });

  it("decodes what comes encoded although plain was asked for", async () => {
    const { url } = await site((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("Größe 🧵"));
    });
    expect(await (await client().request(url)).text()).toBe("Größe 🧵");
  });

  it("a body that drips", async () => {
    const { url } = await site((_, response) => {
      const drip = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(drip));
    });
    const response = await client({ textTimeoutMs: 100 }).request(url);
    await expect(response.text()).rejects.toMatchObject({
      code: "unavailable",
      retryable: true,
      message: expect.stringContaining("not ended within 0.1 seconds"),
    });
  });

  it("ends at once when the caller cancels, in the head and in the body", async () => {
    const { url } = await site((request, response) => {
      if (request.url === "/body") response.writeHead(200).write("begun");
    });
    const head = new AbortController();
    const waiting = client().request(url, { signal: head.signal });
    head.abort();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    const body = new AbortController();
    const response = await client().request(`${url}/body`, { signal: body.signal });
    const reading = response.text();
    body.abort();
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("trying again", () => {
  it.each([429, 502, 503, 504])("repeats a GET on %i", async (status) => {
    const { url, requests } = await site(answering(status, status, 200));
    expect((await client().request(url)).status).toBe(200);
    expect(requests).toHaveLength(3);
  });

  it.each([400, 401, 404, 500])("does not on %i", async (status) => {
    const { url, requests } = await site(answering(status, 200));
    expect((await client().request(url)).status).toBe(status);
    expect(requests).toHaveLength(1);
  });

  it("repeats a POST only where it is said to be repeatable", async () => {
    const { url, requests } = await site(answering(503));
    expect((await client().request(url, { method: "POST", body: "a" })).status).toBe(503);
    expect(requests).toHaveLength(1);
    const response = await client({ retries: 2 }).request(url, {
      method: "POST",
      body: "a",
      repeatable: true,
    });
    expect([response.status, await response.text()]).toEqual([503, "body"]);
    expect(requests).toHaveLength(4);
  });

  it("repeats after a dropped connection", async () => {
    let dropped = false;
    const { url, requests } = await site((request, response) => {
      if (dropped) response.end("there");
      else request.socket.destroy();
      dropped = true;
    });
    expect(await (await client().request(url)).text()).toBe("there");
    expect(requests).toHaveLength(2);
  });

  it("waits as long as the server asks, and not for longer than it may", async () => {
    const times: number[] = [];
    const { url } = await site((request, response) => {
      times.push(performance.now());
      const asked = request.url === "/long" ? "61" : "1";
      response.writeHead(times.length === 2 ? 200 : 429, { "retry-after": asked }).end();
    });
    expect((await client().request(url)).status).toBe(200);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(990);
    expect((await client().request(`${url}/long`)).status).toBe(429);
    expect(times).toHaveLength(3);
  });

  it("reads Retry-After in both of its forms", () => {
    const now = Date.parse("Wed, 21 Oct 2026 07:28:00 GMT");
    expect(retryAfterSeconds("120", now)).toBe(120);
    expect(retryAfterSeconds("Wed, 21 Oct 2026 07:28:30 GMT", now)).toBe(30);
    expect(retryAfterSeconds("Wed, 21 Oct 2026 07:27:00 GMT", now)).toBe(0);
    expect(retryAfterSeconds("soon", now)).toBeNull();
    expect(retryAfterSeconds(null, now)).toBeNull();
  });
});

it("tells no secrets in its errors", async () => {
  const { port } = await site((request) => request.socket.destroy());
  const url = `http://user:hunter2@127.0.0.1:${port}/path?signature=verysecret`;
  const error = await client({ retries: 0 })
    .request(url, { headers: { authorization: "Bearer abcdef123456" } })
    .catch((caught: unknown) => caught);
  const told = JSON.stringify([error, (error as Error).message, (error as Error).cause]);
  expect(told).toContain("/path");
  for (const secret of ["hunter2", "verysecret", "abcdef123456"]) expect(told).not.toContain(secret);
});
