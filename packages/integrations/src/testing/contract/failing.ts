import { inspect } from "node:util";
import { AppError } from "@v1/core";
import { expect, it } from "vitest";
import { startSite } from "../../http/testing/site.ts";
import type { HttpClient } from "../../kit/http.ts";
import type { Contract } from "./contract.ts";
import { readAll } from "./world.ts";

const STATUSES = [200, 400, 401, 403, 404, 422, 429, 500, 503];

/** When it goes wrong: every error says what to do, and none tells a secret. */
export function itFails<Config, Secrets, Raw>(contract: Contract<Config, Secrets, Raw>): void {
  const { connector } = contract;

  it("names the credentials that are refused, and not their value", async () => {
    const { wrongSecrets } = contract.world;
    if (wrongSecrets === undefined) return;
    const { check } = contract.guarded(wrongSecrets);
    const error = await errorOf(check(contract.context({ secrets: wrongSecrets })));
    expect(["unauthenticated", "forbidden"]).toContain(error.code);
    expect(tells(error, wrongSecrets)).toEqual([]);
  });

  it("says so where nobody answers, and that it may pass", async () => {
    const { unreachable } = contract.world;
    if (unreachable === undefined) return;
    const error = await errorOf(connector.check(contract.context({ config: unreachable })));
    expect(error).toMatchObject({ code: "unavailable", retryable: true });
  });

  it.each(STATUSES)(
    "tells no secret where a server answers %i and repeats what it was sent",
    async (status) => {
      const echo = await startEcho(status);
      const { secrets } = contract.world;
      const guarded = contract.guarded(secrets);
      const context = contract.context({ http: leadingTo(echo.url, contract.clientOf(secrets)) });
      const results = await Promise.allSettled([
        guarded.check(context),
        readAll(guarded.read.bind(guarded), context),
      ]);
      echo.stop();
      // Of a connector of files nothing has been asked; its errors are its own tests' business.
      if (echo.requests.length === 0) return;
      if (status >= 400) expect(results.map((result) => result.status)).toEqual(["rejected", "rejected"]);
      for (const result of results) {
        if (result.status === "rejected") expectHelpful(result.reason, secrets);
      }
    },
  );
}

function startEcho(status: number) {
  return startSite((request, response) => {
    const sent = JSON.stringify({ url: request.url, headers: request.headers });
    response.writeHead(status, { "content-type": "application/json", "retry-after": "3600" });
    request.on("data", (chunk) => response.write(chunk)).on("end", () => response.end(sent));
  });
}

function expectHelpful(error: unknown, secrets: unknown): void {
  expect(error).toBeInstanceOf(AppError);
  expect((error as AppError).hint ?? "").toMatch(/\S/);
  expect(tells(error, secrets)).toEqual([]);
}

/** The connector's own client, with every address changed into another server's. */
function leadingTo(site: string, http: HttpClient): HttpClient {
  return {
    request: (url, options) => {
      const { pathname, search } = new URL(url);
      return http.request(`${site}${pathname}${search}`, options);
    },
  };
}

async function errorOf(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    (value) => new Error(`It succeeded: ${inspect(value)}`),
    (thrown: unknown) => thrown,
  );
  expectHelpful(error, null);
  return error as AppError;
}

/** Texts of the credentials that can be found anywhere in an error. */
function tells(error: unknown, secrets: unknown): string[] {
  const shown = `${inspect(error, { depth: null, showHidden: true })} ${JSON.stringify(error)}`;
  return textsOf(secrets).filter((text) => text.length >= 6 && shown.includes(text));
}

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
