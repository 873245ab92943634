import { AppError, FIELD_KEYS } from "@v1/core";
import { z } from "zod";
import { clockOf, conditions, memoryOf } from "../../kit/conditional-get.ts";
import type {
  CheckResult,
  Connector,
  ConnectorContext,
  Page,
  ReadRequest,
  ReadSummary,
} from "../../kit/connector.ts";
import { jsonRecords } from "../../kit/feed/json-records.ts";
import { lineRecords } from "../../kit/feed/line-records.ts";
import { xmlRecords } from "../../kit/feed/xml-records.ts";
import type { HttpResponse } from "../../kit/http.ts";
import { idByPath, isBroken, mapByPath, variantsByPath } from "../../kit/map-by-path.ts";
import { pagesOf } from "../../kit/pages.ts";
import { suppliedBy } from "../../kit/record-paths.ts";
import { spill } from "../../kit/spill.ts";
import { statusError } from "../../kit/status-error.ts";
import {
  configOf,
  type JsonFeedConfig,
  type JsonFeedSecrets,
  jsonFeedConfig,
  jsonFeedSecrets,
} from "./config.ts";

type Context = ConnectorContext<JsonFeedConfig, JsonFeedSecrets>;

export const jsonFeed: Connector<JsonFeedConfig, JsonFeedSecrets, unknown> = {
  slug: "json-feed",
  name: "JSON or XML feed",
  mappingVersion: 2,
  // Without the places of fields nothing comes: the form shows them, though settings may leave them out.
  configSchema: { ...z.toJSONSchema(jsonFeedConfig, { io: "input" }), required: ["url", "fields"] },
  auth: { type: "api_key", fields: z.toJSONSchema(jsonFeedSecrets, { io: "input" }) },
  fields: Object.fromEntries(
    FIELD_KEYS.map((key) => [key, [{ path: `fields.${key}`, label: "The place named in the settings" }]]),
  ),
  supplies: (config) => suppliedBy(configOf(config)),
  complete: ["product.materials", "product.journey", "product.ecoClaims", "product.tags"],
  streams: [{ name: "products", label: "Products and their variants", modes: ["full", "incremental"] }],
  rateLimits: [],
  check,
  account: (config) => accountOf(configOf(config)),
  read,
  map: (record, config) => mapByPath(record, configOf(config)),
};

const FORMATS = { json: jsonRecords, "json-lines": lineRecords, xml: xmlRecords };

function recordsOf(bytes: AsyncIterable<Uint8Array>, { format, records }: JsonFeedConfig) {
  return FORMATS[format](bytes, format === "xml" ? records || "product" : records);
}

async function ask(context: Context, headers: Record<string, string> = {}): Promise<HttpResponse> {
  const { url } = configOf(context.config);
  const { header, value } = context.secrets ?? {};
  const auth = header && value ? { [header]: value } : {};
  const response = await context.http.request(url, {
    headers: { ...headers, ...auth },
    signal: context.signal,
  });
  if (response.status === 200 || response.status === 304) return response;
  const body = await response.text();
  throw statusError({ who: "The feed", status: response.status, body, credential: "the header" });
}

/** The address is who it is: another feed at the same connection would archive everything. */
function accountOf({ url }: JsonFeedConfig): CheckResult["account"] {
  const { origin, pathname, host } = new URL(url);
  return { id: origin + pathname, name: host };
}

async function check(context: Context): Promise<CheckResult> {
  const config = configOf(context.config);
  for await (const record of recordsOf((await ask(context)).body, config)) {
    if (idByPath(record, config) === "") throw noId(record, config);
    break;
  }
  return { account: accountOf(config), products: null, currency: config.currency };
}

/** All of the feed, unless it says that nothing has changed since. */
async function* read(context: Context, request: ReadRequest): AsyncGenerator<Page<unknown>, ReadSummary> {
  const config = configOf(context.config);
  const { position, pageSize, memory } = request;
  const response = await ask(context, request.mode === "full" || position ? {} : conditions(request));
  const clock = clockOf(response.headers);
  if (response.status === 304) return { verified: true, ...clock, ...(memory ? { memory } : {}) };
  const { hash, read: bytes, remove } = await spill(response.body, context);
  let broken = 0;
  let first = true;
  try {
    yield* pagesOf({
      records: recordsOf(bytes(), config),
      pageSize,
      signal: context.signal,
      // Another content than before the pause: what was read is read again, and found unchanged.
      from: position?.hash === hash ? Number(position.ordinal) : 0,
      idOf: (raw) => {
        const id = idByPath(raw, config);
        if (isBroken(raw)) broken += 1;
        else if (first && id === "") throw noId(raw, config);
        first = false;
        return id;
      },
      childrenOf: (raw) => variantsByPath(raw, config).length,
      positionAt: (ordinal) => ({ hash, ordinal }),
    });
  } finally {
    await remove();
  }
  if (broken > 0) return { verified: false, reason: `${broken} lines of the feed cannot be read.` };
  return { verified: true, ...clock, memory: memoryOf(response.headers) };
}

function noId(record: unknown, { id }: JsonFeedConfig): AppError {
  return new AppError({
    code: "bad_request",
    message: `The feed's first record has no id at “${id}”.`,
    hint: `Name the place of the id in the settings. The record has: ${Object.keys(Object(record)).slice(0, 20).join(", ")}.`,
  });
}
