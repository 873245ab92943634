import { AppError } from "@v1/core";
import type { HttpClient } from "../kit/http.ts";
import { answered, type Exchange, type Recording, requestOf } from "./recording.ts";
import { scrubber } from "./scrub.ts";

/**
 * A client that answers as the recorded source did: each request by the answers it was given then, in
 * their order, the last one again and again. Reaches no network.
 * @throws AppError `not_found` for a request that was not recorded
 */
export function replay({ exchanges }: Pick<Recording, "exchanges">): HttpClient {
  const scrub = scrubber(null);
  const answers = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    const key = keyOf(exchange);
    answers.set(key, [...(answers.get(key) ?? []), exchange]);
  }
  return {
    request: async (url, request = {}) => {
      request.signal?.throwIfAborted();
      const asked = requestOf(url, request, scrub);
      const left = answers.get(keyOf(asked)) ?? [];
      const exchange = left.length > 1 ? left.shift() : left[0];
      if (!exchange) throw notRecorded(asked);
      const { status, headers, answer } = exchange;
      return answered({ status, headers: new Headers(headers), answer });
    },
  };
}

function keyOf({ method, url, body }: Pick<Exchange, "method" | "url" | "body">): string {
  return JSON.stringify([method, url, body]);
}

function notRecorded({ method, url, body }: Pick<Exchange, "method" | "url" | "body">): AppError {
  return new AppError({
    code: "not_found",
    message: `${method} ${url} was not recorded with this body: ${body?.slice(0, 300) ?? "none"}`,
    hint: "The connector asks something else than when it was recorded: record it again.",
  });
}
