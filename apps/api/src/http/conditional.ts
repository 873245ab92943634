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
  const body = new Uint8Array(await res.arrayBuffer());
  const tag = `W/"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const headers = new Headers(res.headers);
  headers.set("etag", tag);
  headers.set("cache-control", "private, no-cache");
  headers.append("vary", "authorization, x-brand-id");
  const known = matches(c.req.header("if-none-match"), tag);
  if (known) headers.delete("content-type");
  headers.delete("content-length");
  // Unset first: what is set over an answer takes on its headers.
  c.res = undefined;
  c.res = new Response(known ? null : body, { status: known ? 304 : 200, headers });
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
