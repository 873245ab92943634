import { AppError, FIELD_KEYS, FIELDS, type FieldIssue, type MappedProduct } from "@v1/core";
import { z } from "zod";
import type { Connector, Page, RawRecord, ReadRequest, ReadSummary } from "../../kit/connector.ts";

/** What a file's rows say of one product: mapped where they are read, so that its hash is that of its meaning. */
export type SheetProduct = MappedProduct | FieldIssue;

/** Where validated rows are kept; the connector knows nothing of it. */
export interface ProductSource {
  products(importId: string): Promise<number>;
  pages(importId: string, request: ReadRequest, signal: AbortSignal): AsyncGenerator<Page<SheetProduct>>;
}

const settings = z.object({
  importId: z.uuid().optional().describe("The import whose rows are read."),
});
type Settings = z.infer<typeof settings>;

/**
 * A spreadsheet is one more connector: its records are the products of an import's validated rows,
 * and everything behind them is the engine's.
 */
export function spreadsheetConnector(source: ProductSource): Connector<Settings, unknown, SheetProduct> {
  return {
    slug: "spreadsheet",
    name: "Spreadsheet",
    mappingVersion: 1,
    configSchema: z.toJSONSchema(settings, { io: "input" }),
    auth: { type: "none", fields: {} },
    fields: Object.fromEntries(
      FIELD_KEYS.map((key) => [key, [{ path: key, label: `Column for “${FIELDS[key].label}”` }]]),
    ),
    complete: ["product.tags", "product.materials", "product.journey", "product.ecoClaims"],
    rateLimits: [],
    check: async ({ config }) => ({
      account: { id: "spreadsheet", name: "Spreadsheets" },
      products: await source.products(importOf(config)),
      currency: null,
    }),
    async *read({ config, signal }, request): AsyncGenerator<Page<SheetProduct>, ReadSummary> {
      yield* source.pages(importOf(config), request, signal);
      return { verified: true };
    },
    map,
  };
}

/** In the registry, where nobody gives it rows: files are imported, not fetched. */
export const spreadsheet = spreadsheetConnector({
  products: async () => {
    throw nothingToFetch();
  },
  pages: () => {
    throw nothingToFetch();
  },
});

/** The engine may add to an observation and take from it; the record stays as it was read. */
function map({ raw }: RawRecord<SheetProduct>): MappedProduct | FieldIssue {
  if (!("observed" in raw)) return raw;
  return {
    ...raw,
    observed: { ...raw.observed },
    variants: raw.variants.map((variant) => ({ ...variant, observed: { ...variant.observed } })),
  };
}

function importOf(config: unknown): string {
  const parsed = settings.safeParse(config);
  if (parsed.success && parsed.data.importId !== undefined) return parsed.data.importId;
  throw nothingToFetch();
}

/** No failure of the connection: nobody has to mend anything. */
function nothingToFetch(): AppError {
  return new AppError({
    code: "conflict",
    message: "A spreadsheet has nothing to fetch: its rows come with a file.",
    hint: "Import a file; its products are synced when the import is committed.",
  });
}
