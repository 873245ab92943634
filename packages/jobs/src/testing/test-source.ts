import type { Connector, Page } from "@v1/integrations";

interface SourceOptions {
  products: number;
  pageSize?: number;
  /** Called before each page after the first: to wait, to stop somebody, to fail. */
  beforePage?: (page: number) => Promise<void>;
  check?: () => Promise<void>;
}

/** A source of numbered products, small enough to see through. */
export function testSource({ products, pageSize = 10, beforePage, check }: SourceOptions): Connector {
  return {
    slug: "test",
    name: "Test source",
    mappingVersion: 1,
    configSchema: {},
    auth: { type: "none", fields: {} },
    fields: {
      "product.name": [{ path: "name", label: "Name" }],
      "product.season": [{ path: "season", label: "Season" }],
    },
    complete: [],
    rateLimits: [],
    check: async () => {
      await check?.();
      return { account: { id: "test", name: "Test" }, products, currency: null };
    },
    async *read(_context, { position }) {
      for (let page = Number(position?.page ?? 0); page * pageSize < products; page += 1) {
        if (page > 0) await beforePage?.(page);
        yield pageOf(page, pageSize, products);
      }
      return { verified: true };
    },
    map: ({ externalId }) => ({
      externalId,
      sourceUpdatedAt: null,
      groupKey: null,
      observed: {
        "product.identifier": `style-${externalId}`,
        "product.name": `Shirt ${externalId}`,
        "product.season": "SS26",
      },
      variants: [],
      variantsComplete: true,
      issues: [],
    }),
  };
}

function pageOf(page: number, pageSize: number, products: number): Page<unknown> {
  const first = page * pageSize;
  const records = Array.from({ length: Math.min(pageSize, products - first) }, (_, index) => ({
    externalId: String(first + index),
    ordinal: first + index,
    raw: { id: first + index },
  }));
  return { records, position: { page: page + 1 }, total: products };
}
