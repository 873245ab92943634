import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@v1/core";
import pRetry, { type RetryContext } from "p-retry";
import type { HttpClient, HttpRequest, HttpResponse } from "../kit/http.ts";
import { bodyText, limitedBody } from "./body.ts";
import { type ConnectOptions, guardedAgent } from "./connect.ts";
import { redactedUrl } from "./redact.ts";
import { retryAfterSeconds } from "./retry-after.ts";
import { type Answer, send } from "./send.ts";

export interface HttpClientOptions extends Partial<ConnectOptions> {
  maxRedirects?: number;
  /** For an answer's head, connecting included; a request may name its own. */
  headTimeoutMs?: number;
  /** For the next bytes of a body. */
  idleTimeoutMs?: number;
  /** Of a streamed body. */
  maxBodyBytes?: number;
  /** Of `text()`, where it names no limit. */
  maxTextBytes?: number;
  /** Further attempts at what may be repeated. */
  retries?: number;
  /** The first wait; each further one is about twice as long. */
  retryMs?: number;
  /** A longer Retry-After is not waited for here: the answer is given as it is. */
  longestWaitSeconds?: number;
  userAgent?: string;
}

type Complete = Required<Omit<HttpClientOptions, "resolve">> & Pick<HttpClientOptions, "resolve">;

const DEFAULTS: Complete = {
  allowPrivate: false,
  connectTimeoutMs: 10_000,
  maxRedirects: 5,
  headTimeoutMs: 30_000,
  idleTimeoutMs: 60_000,
  maxBodyBytes: 16 * 1024 ** 3,
  maxTextBytes: 32 * 1024 ** 2,
  retries: 3,
  retryMs: 500,
  longestWaitSeconds: 60,
  userAgent: "v1-integrations/1 (+product passports)",
};

const REPEATABLE_STATUS = new Set([429, 502, 503, 504]);

/**
 * The one way out to other systems: only checked addresses are connected to, also after redirects;
 * times and sizes are bounded; what is safe to repeat is tried again, as late as the server asks.
 * Close it where the process does not end by itself.
 */
export function createHttpClient(options: HttpClientOptions = {}): HttpClient & { close(): Promise<void> } {
  const settings = { ...DEFAULTS, ...options };
  const dispatcher = guardedAgent(settings);
  return {
    request: (url, request = {}) => requestWithRetries(parsedUrl(url), request, { ...settings, dispatcher }),
    close: () => dispatcher.destroy(),
  };
}

type Settings = Complete & { dispatcher: ReturnType<typeof guardedAgent> };

/** An answer that may be better next time; carried as an error only to the retry. */
class TryAgain extends Error {
  readonly answer: Answer;
  readonly seconds: number;

  constructor(answer: Answer, seconds: number) {
    super(`status ${answer.status}`);
    this.answer = answer;
    this.seconds = seconds;
  }
}

async function requestWithRetries(url: URL, request: HttpRequest, settings: Settings): Promise<HttpResponse> {
  const mayRepeat = request.repeatable ?? (request.method === undefined || request.method === "GET");
  try {
    return await pRetry(() => attempt(url, request, settings), {
      retries: mayRepeat ? settings.retries : 0,
      minTimeout: settings.retryMs,
      randomize: true,
      ...(request.signal ? { signal: request.signal } : {}),
      shouldRetry: ({ error }) => error instanceof TryAgain || (error instanceof AppError && error.retryable),
      onFailedAttempt: (context) => waitAsAsked(context, request.signal),
    });
  } catch (error) {
    if (error instanceof TryAgain) return responseOf(error.answer, settings);
    throw error;
  }
}

async function attempt(url: URL, request: HttpRequest, settings: Settings): Promise<HttpResponse> {
  const answer = await send(url, request, settings);
  if (!REPEATABLE_STATUS.has(answer.status)) return responseOf(answer, settings);
  const seconds = retryAfterSeconds(answer.headers.get("retry-after")) ?? 0;
  if (seconds > settings.longestWaitSeconds) return responseOf(answer, settings);
  throw new TryAgain(answer, seconds);
}

/** The retry's own wait, with its jitter, comes on top of the one that the server asked for. */
async function waitAsAsked(
  { error, retriesLeft }: RetryContext,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!(error instanceof TryAgain) || retriesLeft === 0) return;
  await error.answer.body.dump();
  await sleep(error.seconds * 1000, undefined, signal ? { signal } : {});
}

function responseOf(answer: Answer, settings: Settings): HttpResponse {
  const where = redactedUrl(answer.url);
  const encoding = answer.headers.get("content-encoding");
  const body = limitedBody(answer.body, encoding, { where, maxBytes: settings.maxBodyBytes });
  return {
    status: answer.status,
    headers: answer.headers,
    body,
    text: (maxBytes = settings.maxTextBytes) => bodyText(body, { where, maxBytes }),
  };
}

function parsedUrl(url: string): URL {
  const parsed = URL.parse(url);
  if (parsed) return parsed;
  throw new AppError({
    code: "bad_request",
    message: "The address of the request cannot be read.",
    hint: "Give a whole address, beginning with https://.",
  });
}
