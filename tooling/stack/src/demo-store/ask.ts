/** A question to a store, as any GraphQL client asks it. */
export interface Answer<T> {
  data: T;
  errors?: { message: string; extensions?: { code?: string } }[];
  extensions?: { cost: { requestedQueryCost: number; actualQueryCost: number | null } };
}

export interface Asked {
  url: string;
  token: string;
}

/** Posts JSON to one of the store's addresses. */
export function post(store: Asked, path: string, body: unknown): Promise<Response> {
  return fetch(store.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": store.token },
    body: JSON.stringify(body),
  });
}

/** The answer to a query; throws where the store does not answer with 200. */
export async function ask<T = unknown>(
  store: Asked,
  query: string,
  variables: object = {},
): Promise<Answer<T>> {
  const response = await post(store, "/admin/api/2026-07/graphql.json", { query, variables });
  if (response.status !== 200) throw new Error(`The store answered with status ${response.status}.`);
  return (await response.json()) as Answer<T>;
}
