import type { Position, ReadRequest } from "./connector.ts";

/**
 * Headers by which a server may answer 304 where nothing has changed (RFC 9110, section 13.1): since
 * the answer that `memory` remembers, or since a time.
 */
export function conditions({ memory, since }: Pick<ReadRequest, "memory" | "since">): Record<string, string> {
  const { etag, lastModified } = memory ?? {};
  const modified = lastModified ?? (since === null ? null : new Date(since).toUTCString());
  return {
    ...(typeof etag === "string" ? { "if-none-match": etag } : {}),
    ...(typeof modified === "string" ? { "if-modified-since": modified } : {}),
  };
}

/** What to remember of an answer, for the conditions of the next request. */
export function memoryOf(headers: Headers): Position {
  return { etag: headers.get("etag"), lastModified: headers.get("last-modified") };
}

/** The server's clock, ISO 8601; nothing where it does not tell. */
export function clockOf(headers: Headers): { sourceTime?: string } {
  const time = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(time) ? {} : { sourceTime: new Date(time).toISOString() };
}
