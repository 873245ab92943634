import { AppError } from "@v1/core";
import type { z } from "zod";

export interface PageRequest {
  /** Where the last page ended, as it said itself. */
  cursor?: string | null;
  /** Rows at most; 50 by default, 200 at most. */
  limit?: number;
}

export interface Page<T> {
  items: T[];
  /** Null on the last page. */
  nextCursor: string | null;
}

export function limitOf({ limit = 50 }: PageRequest): number {
  return Math.min(Math.max(Math.trunc(limit), 1), 200);
}

/** `rows` holds one more than the limit where there is another page. */
export function toPage<T>(rows: T[], limit: number, keyOf: (row: T) => unknown): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? encode(keyOf(last)) : null };
}

/** @throws AppError `bad_request` for a cursor that no page of this list gave out */
export function readCursor<S extends z.ZodType>(
  schema: S,
  cursor: string | null | undefined,
): z.infer<S> | null {
  if (!cursor) return null;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (cause) {
    throw new AppError({
      code: "bad_request",
      message: "The cursor is not one of this list.",
      hint: "Send nextCursor of the page before as it is, or none to begin.",
      cause,
    });
  }
}

function encode(key: unknown): string {
  return Buffer.from(JSON.stringify(key), "utf8").toString("base64url");
}
