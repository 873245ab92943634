import { AppError, FIELD_KEYS, FIELDS } from "@v1/core";
import { z } from "zod";
import type { Connector, Page, ReadRequest, ReadSummary } from "../../kit/connector.ts";
import { type ReadingOptions, readingOptions } from "./mapping.ts";
import { mapSheetProduct, type SheetProduct } from "./sheet-product.ts";

/** Where validated rows are kept; the connector knows nothing of it. */
export interface ProductSource {
  products(importId: string): Promise<number>;
  pages(importId: string, request: ReadRequest, signal: AbortSignal): AsyncGenerator<Page<SheetProduct>>;
}

const settings = z.object({
  importId: z.uuid().optional().describe("The import whose rows are read."),
  reading: readingOptions.prefault({}).describe("How its texts are understood."),
});
export type SpreadsheetConfig = z.input<typeof settings>;

/**
 * A spreadsheet is one more connector: its records are the products of an import's validated rows,
 * and everything behind them is the engine's.
 */
export function spreadsheetConnector(
  source: ProductSource,
): Connector<SpreadsheetConfig, unknown, SheetProduct> {
  return {
    slug: "spreadsheet",
    name: "Spreadsheet",
    mappingVersion: 2,
    configSchema: z.toJSONSchema(settings, { io: "input" }),
    auth: { type: "none", fields: {} },
    streams: [{ name: "products", label: "Products", modes: ["full"] }],
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
      signal.throwIfAborted();
      yield* source.pages(importOf(config), request, signal);
      return { verified: true };
    },
    map: (record, config) => mapSheetProduct(record, readingOf(config)),
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

const parsed = new WeakMap<object, ReadingOptions>();

/** Checked once per object. */
function readingOf(config: SpreadsheetConfig): ReadingOptions {
  const known = parsed.get(config);
  if (known) return known;
  const { reading } = settings.parse(config);
  parsed.set(config, reading);
  return reading;
}

function importOf(config: SpreadsheetConfig): string {
  if (config.importId !== undefined) return settings.parse(config).importId ?? "";
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
