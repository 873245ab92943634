import { type Connector, connectors } from "@v1/integrations";

interface Config {
  url: string;
}

/** Four requests an hour, all at once: who wants a fifth waits for longer than any test. */
const LIMIT = { requests: 4, perSeconds: 3600, atOnce: 4 };

/** A source that a key opens, of which it tells more than it should. */
const signed: Connector<Config, { key: string }, { id: string; note: string }> = {
  slug: "signed",
  name: "Signed source",
  mappingVersion: 1,
  configSchema: {},
  auth: {
    type: "api_key",
    fields: {},
    scheme: { kind: "header", header: "X-Key", secretField: "key" },
  },
  fields: { "product.name": [{ path: "name", label: "Name" }] },
  complete: [],
  rateLimits: [LIMIT],
  async check({ config, http, signal }) {
    const answer = await http.request(`${config.url}/account`, { authenticate: true, signal });
    return { account: { id: "signed", name: await answer.text() }, products: null, currency: null };
  },
  async *read({ config, secrets, http, signal }) {
    for (const [page, last] of [
      [0, false],
      [1, true],
    ] as const) {
      const answer = await http.request(`${config.url}/${page}`, { authenticate: true, signal });
      const records = [{ externalId: String(page), ordinal: page, raw: JSON.parse(await answer.text()) }];
      yield { records, position: { page: page + 1 }, total: null };
      if (last) return { verified: false, reason: `The end said ${secrets.key}.` };
    }
    return { verified: true };
  },
  map: ({ externalId, raw }) => {
    if (raw.note.includes("key"))
      return { code: "unmappable_record", field: null, message: raw.note, hint: raw.note, excerpt: raw.note };
    return {
      externalId,
      sourceUpdatedAt: null,
      groupKey: null,
      observed: { "product.identifier": externalId, "product.name": `Shirt ${externalId}` },
      variants: [],
      variantsComplete: true,
      issues: [],
    };
  },
};

/** Lists the source among those that can be connected, in this process. */
export function listSignedSource(): Connector {
  Object.assign(connectors, { signed });
  return signed as Connector;
}
