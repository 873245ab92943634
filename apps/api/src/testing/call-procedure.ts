import superjson from "superjson";
import { tokenOf } from "./api.ts";

export interface Answer {
  status: number;
  /** What the procedure gave; undefined where it refused. */
  data: unknown;
}

/** Calls a procedure by its path as its client would, for tests that go over a table of them. */
export async function callProcedure(
  url: string,
  userId: string,
  call: { path: string; type: string; input: unknown; headers?: Record<string, string> },
): Promise<Answer> {
  const sent = JSON.stringify(superjson.serialize(call.input));
  const isMutation = call.type === "mutation";
  const query = isMutation ? "" : `?input=${encodeURIComponent(sent)}`;
  const response = await fetch(`${url}/trpc/${call.path}${query}`, {
    method: isMutation ? "POST" : "GET",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${await tokenOf(userId)}`,
      ...call.headers,
    },
    ...(isMutation ? { body: sent } : {}),
  });
  const body = (await response.json()) as { result?: { data: Parameters<typeof superjson.deserialize>[0] } };
  return {
    status: response.status,
    data: body.result ? superjson.deserialize(body.result.data) : undefined,
  };
}
