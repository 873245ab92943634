import { setTimeout as sleep } from "node:timers/promises";
import type { Connector } from "@v1/integrations";

type Values = Record<string, unknown>;

/** Asked of each read: pages so far, and whether it was ended. */
export interface Heard {
  pages: number;
  ended: boolean;
}

/**
 * A connector over a shop without end: pages of 1,000 records each, the first `quick` ones at once and the
 * rest after an hour, whatever it is told meanwhile.
 */
export function slowConnector(quick: number, heard: Heard): Connector<Values, Values, number> {
  return {
    slug: "slow",
    name: "Slow",
    mappingVersion: 1,
    configSchema: { type: "object" },
    auth: { type: "api_key", fields: { type: "object" } },
    fields: {},
    complete: [],
    rateLimits: [],
    check: async () => ({ account: { id: "slow", name: "Slow" }, products: null, currency: null }),
    async *read() {
      try {
        for (let page = 0; ; page += 1) {
          if (page >= quick) await sleep(3_600_000, undefined, { ref: false });
          heard.pages += 1;
          const records = Array.from({ length: 1_000 }, (_, n) => ({
            externalId: `${page}-${n}`,
            ordinal: page * 1_000 + n,
            raw: n,
          }));
          yield { records, position: { done: false }, total: null };
        }
      } finally {
        heard.ended = true;
      }
    },
    map: ({ externalId }) => ({
      externalId,
      sourceUpdatedAt: null,
      groupKey: null,
      observed: { "product.identifier": externalId },
      variants: [],
      variantsComplete: true,
      issues: [],
    }),
  };
}
