import { createHash } from "node:crypto";
import { createMiddleware } from "hono/factory";

/**
 * Tags what GET requests answer, and answers 304 to who has it already. The answer is made all the same:
 * what is spared is the way, and a reader can tell at once that nothing changed. Streams are left alone.
 */
export const conditional = createMiddleware(async (c, next) => {
  await next();
  const { res } = c;
  if (c.req.method !== "GET" || res.status !== 200 || !isWhole(res)) return;
  const body = await res.clone().arrayBuffer();
  const tag = `W/"${createHash("sha256").update(new Uint8Array(body)).digest("base64url").slice(0, 27)}"`;
  res.headers.set("etag", tag);
  res.headers.set("cache-control", "private, no-cache");
  res.headers.append("vary", "authorization, x-brand-id");
  if (!matches(c.req.header("if-none-match"), tag)) return;
  const headers = new Headers(res.headers);
  headers.delete("content-type");
  headers.delete("content-length");
  c.res = undefined;
  c.res = new Response(null, { status: 304, headers });
});

function isWhole(response: Response): boolean {
  return response.headers.get("content-type")?.startsWith("application/json") ?? false;
}

/** RFC 9110, 13.1.2: weak comparison, any of a list. */
function matches(header: string | undefined, tag: string): boolean {
  if (!header) return false;
  const opaque = (value: string) => value.trim().replace(/^W\//, "");
  return header.trim() === "*" || header.split(",").some((value) => opaque(value) === opaque(tag));
}
