import { appEnv } from "../../../../env.ts";
import { forward } from "../../../../forward.ts";

const PASSAGE = {
  request: ["accept", "apikey", "authorization", "content-type", "x-client-info", "x-supabase-api-version"],
  response: ["content-type", "cache-control", "location", "retry-after", "x-supabase-api-version"],
};

/** The auth server under this site's own address, for browsers that were given no other. */
function toAuth(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  return forward(request, new URL(pathname + search, appEnv().SUPABASE_URL), PASSAGE);
}

export { toAuth as GET, toAuth as POST, toAuth as PUT };
