import { AppError } from "@v1/core";
import type { Dispatcher } from "undici/index.js";
import type { HttpRequest } from "../kit/http.ts";
import { isSecretHeader, redacted, redactedUrl } from "./redact.ts";

export interface Answer {
  url: URL;
  status: number;
  headers: Headers;
  body: Dispatcher.ResponseData["body"];
}

export interface SendOptions {
  dispatcher: Dispatcher;
  maxRedirects: number;
  headTimeoutMs: number;
  idleTimeoutMs: number;
  userAgent: string;
  /** Goes along as long as the requests stay at its address's origin. */
  signature?: { origin: string; headers: Record<string, string>; dispatcher: Dispatcher };
}

interface Hop {
  url: URL;
  method: NonNullable<HttpRequest["method"]>;
  headers: Record<string, string>;
  body: string | Uint8Array | null;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** One attempt: the request and its redirects, each of which is connected to with the same checks. */
export async function send(url: URL, request: HttpRequest, options: SendOptions): Promise<Answer> {
  let hop: Hop = {
    url,
    method: request.method ?? "GET",
    headers: {
      "user-agent": options.userAgent,
      "accept-encoding": "identity",
      ...lowerCase(request.headers ?? {}),
    },
    body: request.body ?? null,
  };
  for (let redirects = 0; ; redirects += 1) {
    const answer = await sendHop(hop, request, options);
    const location = answer.headers.get("location");
    if (!REDIRECTS.has(answer.status) || location === null) return answer;
    await answer.body.dump();
    if (redirects >= options.maxRedirects) throw tooManyRedirects(url, options.maxRedirects);
    hop = nextHop(hop, answer.status, location);
  }
}

async function sendHop(hop: Hop, request: HttpRequest, options: SendOptions): Promise<Answer> {
  checkScheme(hop.url);
  const timeout = new AbortController();
  const timeoutMs = request.timeoutMs ?? options.headTimeoutMs;
  const timer = setTimeout(() => timeout.abort(headTimeout(hop.url, timeoutMs)), timeoutMs);
  const signature = options.signature?.origin === hop.url.origin ? options.signature : undefined;
  try {
    const answer = await (signature ?? options).dispatcher.request({
      origin: hop.url.origin,
      path: `${hop.url.pathname}${hop.url.search}`,
      method: hop.method,
      headers: { ...hop.headers, ...signature?.headers },
      body: hop.body,
      headersTimeout: 0,
      bodyTimeout: options.idleTimeoutMs,
      signal: request.signal ? AbortSignal.any([timeout.signal, request.signal]) : timeout.signal,
    });
    // A body that nobody reads must not end the process when its connection breaks.
    answer.body.on("error", () => undefined);
    return { url: hop.url, status: answer.statusCode, headers: headersOf(answer.headers), body: answer.body };
  } catch (error) {
    throw asAppError(error, hop, request.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** To another origin nothing secret goes along; a redirected POST becomes a GET, as browsers do. */
function nextHop(hop: Hop, status: number, location: string): Hop {
  const url = URL.parse(location, hop.url.href);
  if (!url) throw badRedirect(hop.url, "its target is not an address");
  if (hop.url.protocol === "https:" && url.protocol !== "https:")
    throw badRedirect(hop.url, "it leaves https");
  const becomesGet = status === 303 || ((status === 301 || status === 302) && hop.method === "POST");
  const headers = Object.entries(hop.headers).filter(([name]) => {
    if (becomesGet && name.startsWith("content-")) return false;
    return url.origin === hop.url.origin || !isSecretHeader(name);
  });
  return {
    url,
    method: becomesGet ? "GET" : hop.method,
    headers: Object.fromEntries(headers),
    body: becomesGet ? null : hop.body,
  };
}

function checkScheme(url: URL): void {
  if (url.protocol === "https:" || url.protocol === "http:") return;
  throw new AppError({
    code: "bad_request",
    message: `Requests go to http and https addresses, not to ${url.protocol}`,
    hint: "Give an address that begins with https://.",
  });
}

function asAppError(error: unknown, hop: Hop, signal: AbortSignal | undefined): unknown {
  signal?.throwIfAborted();
  if (error instanceof AppError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  const reason = redacted(error instanceof Error ? error.message : String(error), hop.headers);
  return new AppError({
    code: "unavailable",
    message: `${redactedUrl(hop.url)} could not be reached: ${reason || code}.`,
    hint: "Check the address; if it is right, the server may be down for a moment.",
    retryable: true,
    cause: { code },
  });
}

function headersOf(raw: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined) headers.append(name, each);
  }
  return headers;
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function headTimeout(url: URL, timeoutMs: number): AppError {
  return new AppError({
    code: "unavailable",
    message: `${redactedUrl(url)} has not answered within ${timeoutMs / 1000} seconds.`,
    hint: "The server is slow or away; it is asked again later.",
    retryable: true,
  });
}

function tooManyRedirects(url: URL, most: number): AppError {
  return badRedirect(url, `it leads on more than ${most} times`);
}

function badRedirect(url: URL, why: string): AppError {
  return new AppError({
    code: "bad_request",
    message: `${redactedUrl(url)} redirects, and ${why}.`,
    hint: "Give the final address.",
  });
}
