import { AppError, type FieldIssue } from "@v1/core";
import type { Connector } from "@v1/integrations";

/** A system that repeats what it was sent wherever it can, and a connector that passes it on. */
export function leakyConnector(url: string): Connector {
  const told = (echo: string): FieldIssue => ({
    code: "unmappable_record",
    field: null,
    message: `It says ${echo}.`,
    hint: `Do not say ${echo}.`,
    excerpt: echo,
  });
  return {
    slug: "leaky",
    name: "Leaky",
    mappingVersion: 1,
    configSchema: { type: "object", properties: { fails: { type: "boolean" } } },
    auth: {
      type: "api_key",
      fields: { type: "object", required: ["token"], properties: { token: { type: "string" } } },
      scheme: { kind: "header", header: "x-token", prefix: "Bearer ", secretField: "token" },
    },
    fields: { "product.identifier": [{ path: "no", label: "Number" }] },
    complete: [],
    rateLimits: [],
    async check({ config, http, signal }) {
      const answer = await http.request(url, { authenticate: true, signal });
      const echo = await answer.text();
      if ((config as { fails?: boolean }).fails)
        throw new AppError({ code: "unauthenticated", message: `Refused: ${echo}`, hint: `Not ${echo}.` });
      return { account: { id: "account-1", name: `Shop of ${echo}` }, products: 1, currency: null };
    },
    async suggest({ http }) {
      throw new Error(await (await http.request(url, { authenticate: true })).text());
    },
    async *read({ http }) {
      const raw = await (await http.request(url, { authenticate: true })).text();
      yield { records: [{ externalId: "1", ordinal: 0, raw }], position: { done: true }, total: 1 };
      return { verified: true };
    },
    map: ({ raw }) => told(String(raw)),
  };
}
