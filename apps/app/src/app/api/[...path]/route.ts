import { appEnv } from "../../../env.ts";

/** What the API needs to know of a browser's request; cookies and the rest stay here. */
const FORWARDED = ["accept", "authorization", "content-type", "trpc-accept", "x-brand-id", "x-request-id"];
const RETURNED = ["content-type", "cache-control", "retry-after", "vary", "x-request-id"];

/** `/api/…` is the API itself, at the address that the environment names when this server runs. */
async function forward(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const target = new URL(pathname.slice("/api".length) + search, appEnv().API_URL);
  const body = request.method === "POST" ? await request.arrayBuffer() : undefined;
  const headers = only(FORWARDED, request.headers);
  try {
    const answer = await fetch(target, { method: request.method, headers, body, signal: request.signal });
    return new Response(answer.body, { status: answer.status, headers: only(RETURNED, answer.headers) });
  } catch {
    const problem = { title: "unavailable", status: 503, detail: "The API does not answer." };
    const type = { "content-type": "application/problem+json" };
    return new Response(JSON.stringify(problem), { status: 503, headers: type });
  }
}

function only(names: string[], headers: Headers): Headers {
  const kept = new Headers();
  for (const name of names) {
    const value = headers.get(name);
    if (value !== null) kept.set(name, value);
  }
  return kept;
}

export { forward as GET, forward as POST };
