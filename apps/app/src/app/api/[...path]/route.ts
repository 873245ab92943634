import { appEnv } from "../../../env.ts";
import { forward } from "../../../forward.ts";

const PASSAGE = {
  request: [
    "accept",
    "authorization",
    "content-type",
    "last-event-id",
    "trpc-accept",
    "x-brand-id",
    "x-request-id",
  ],
  response: ["content-type", "cache-control", "retry-after", "vary", "x-request-id"],
};

/** `/api/…` is the API itself, at the address that the environment names when this server runs. */
function toApi(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  return forward(request, new URL(pathname.slice("/api".length) + search, appEnv().API_URL), PASSAGE);
}

export { toApi as GET, toApi as POST };
