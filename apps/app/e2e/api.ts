import { PASSWORD } from "./seed.ts";
import type { Stack } from "./stack.ts";

interface Caller {
  email: string;
  brandId: string;
}

/** Calls procedures as somebody of a brand, the way the app does. */
export async function apiAs(stack: Stack, { email, brandId }: Caller) {
  const answer = await fetch(`${stack.auth.url}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: stack.auth.key, "content-type": "application/json" },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  const headers = {
    authorization: `Bearer ${access_token}`,
    "x-brand-id": brandId,
    "content-type": "application/json",
  };
  const read = async <T>(response: Response): Promise<T> => {
    const body = (await response.json()) as { result?: { data: { json: T } }; error?: unknown };
    if (!body.result) throw new Error(JSON.stringify(body.error));
    return body.result.data.json;
  };
  return {
    query: async <T>(path: string, input?: object): Promise<T> => {
      const asked = encodeURIComponent(JSON.stringify({ json: input }));
      return read<T>(await fetch(`${stack.url}/api/trpc/${path}?input=${asked}`, { headers }));
    },
    mutate: async <T>(path: string, input: object): Promise<T> =>
      read<T>(
        await fetch(`${stack.url}/api/trpc/${path}`, {
          method: "POST",
          headers,
          body: JSON.stringify({ json: input }),
        }),
      ),
  };
}

export type Api = Awaited<ReturnType<typeof apiAs>>;
