import type { MappedProduct } from "@v1/core";
import type { Connector } from "@v1/integrations";
import type { SignInProvider } from "@v1/stack/sign-in-provider";

/** A connector whose owner signs in at its provider. Each read gives one product. */
export function portalConnector({ url }: SignInProvider): Connector {
  return {
    slug: "portal",
    name: "Portal",
    mappingVersion: 1,
    configSchema: { type: "object", properties: {} },
    auth: {
      type: "oauth2",
      fields: {
        type: "object",
        required: ["clientId", "clientSecret"],
        properties: { clientId: { type: "string" }, clientSecret: { type: "string" } },
      },
      scheme: {
        kind: "oauth2",
        tokenUrl: `${url}/token`,
        authorizeUrl: `${url}/authorize`,
        grant: "refresh_token",
        keep: ["realmId"],
      },
    },
    fields: {
      "product.identifier": [{ path: "no", label: "Number" }],
      "product.name": [{ path: "name", label: "Name" }],
    },
    complete: [],
    rateLimits: [],
    async check({ http, signal }) {
      const answer = await http.request(`${url}/me`, { authenticate: true, signal });
      const { account = "nobody" } = JSON.parse(await answer.text()) as { account?: string };
      return { account: { id: account, name: `${account} GmbH` }, products: 1, currency: null };
    },
    async *read() {
      yield { records: [{ externalId: "1", ordinal: 0, raw: "Coat" }], position: { done: true }, total: 1 };
      return { verified: true };
    },
    map: ({ externalId, raw }): MappedProduct => ({
      externalId,
      sourceUpdatedAt: null,
      groupKey: null,
      observed: { "product.identifier": externalId, "product.name": String(raw) },
      variants: [],
      variantsComplete: true,
      issues: [],
    }),
  };
}
