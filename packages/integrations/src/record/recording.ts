import { AppError } from "@v1/core";
import type { HttpClient, HttpRequest, HttpResponse } from "../kit/http.ts";

/** One request and its answer, scrubbed. */
export interface Exchange {
  method: string;
  url: string;
  body: string | null;
  status: number;
  headers: Record<string, string>;
  answer: string;
}

export interface Recording {
  connector: string;
  config: unknown;
  /** How the records were asked for. */
  request: { mode: "full" | "incremental"; since: string | null };
  exchanges: Exchange[];
}

/** What mapping and paging may look at; everything else may name people or machines. */
const KEPT_HEADERS = ["content-type", "date", "etag", "last-modified", "link", "retry-after"];
const MOST_BYTES = 8 * 1024 * 1024;

/** A client that keeps all that goes through it, scrubbed, in `exchanges`. */
export function recordingClient(
  http: HttpClient,
  { exchanges, scrub }: { exchanges: Exchange[]; scrub: (text: string) => string },
): HttpClient {
  return {
    request: async (url, request = {}) => {
      const response = await http.request(url, request);
      const answer = await wholeText(response);
      const { status, headers } = response;
      const kept = KEPT_HEADERS.flatMap((name) => {
        const value = headers.get(name);
        return value === null ? [] : [[name, scrub(value)]];
      });
      exchanges.push({
        ...requestOf(url, request, scrub),
        status,
        headers: Object.fromEntries(kept),
        answer: scrub(answer),
      });
      return answered({ status, headers, answer });
    },
  };
}

/** What tells one request from another. Headers are not kept: they carry credentials. */
export function requestOf(
  url: string,
  { method = "GET", body }: HttpRequest,
  scrub: (text: string) => string,
): Pick<Exchange, "method" | "url" | "body"> {
  const text = body instanceof Uint8Array ? Buffer.from(body).toString("utf8") : (body ?? null);
  return { method, url: scrub(url), body: text === null ? null : scrub(text) };
}

export function answered(from: { status: number; headers: Headers; answer: string }): HttpResponse {
  const { status, headers, answer } = from;
  async function* bytes() {
    yield Buffer.from(answer);
  }
  return { status, headers, body: bytes(), text: async () => answer };
}

async function wholeText({ body }: HttpResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST_BYTES) throw tooLarge();
  }
  return Buffer.concat(chunks).toString("utf8");
}

function tooLarge(): AppError {
  return new AppError({
    code: "bad_request",
    message: `An answer is larger than ${MOST_BYTES / 1024 / 1024} MB, which is too much for a fixture.`,
    hint: "Record a smaller account, or only what has changed since a time (--since).",
  });
}
