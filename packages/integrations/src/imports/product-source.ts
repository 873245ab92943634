import type { WorkerDb } from "@v1/db";
import { countProducts, findImport, type ProductRows, readMeanings, readProducts } from "@v1/db/imports";
import { type ProductSource, spreadsheetConnector } from "../connectors/spreadsheet/connector.ts";
import { Columns } from "../connectors/spreadsheet/map/columns.ts";
import { mapRows } from "../connectors/spreadsheet/map/map-rows.ts";
import { type Meanings, meaningKey, namesUsed } from "../connectors/spreadsheet/map/meanings.ts";
import { cellsByTarget, type SheetProduct } from "../connectors/spreadsheet/sheet-product.ts";
import { breather } from "../kit/breather.ts";
import type { Page, RawRecord } from "../kit/connector.ts";
import { toJob } from "./present.ts";

/** The validated rows of a brand's imports, as the engine reads any source. */
export function importConnector(db: WorkerDb, brandId: string) {
  return spreadsheetConnector(productSource(db, brandId));
}

export function productSource(db: WorkerDb, brandId: string): ProductSource {
  return {
    products: (importId) => countProducts(db.pool, { brandId, importId }),
    async *pages(importId, { position, pageSize }, signal) {
      const ref = { brandId, importId };
      const { mapping } = toJob(await findImport(db, ref));
      const columns = new Columns(mapping);
      const meanings = await loadMeanings(db, brandId);
      const total = await countProducts(db.pool, ref);
      let after = Number(position?.after ?? 0);
      for (;;) {
        const products = await readProducts(db.pool, ref, { after, limit: pageSize });
        const last = products.at(-1);
        if (!last) return;
        after = last.productRow;
        yield { ...(await pageOf(products, columns, meanings)), position: { after }, total };
        signal.throwIfAborted();
      }
    },
  };
}

async function pageOf(
  products: readonly ProductRows[],
  columns: Columns,
  meanings: Meanings,
): Promise<Pick<Page<SheetProduct>, "records">> {
  const breathe = breather();
  const records: RawRecord<SheetProduct>[] = [];
  for (const { productRow, key, rows } of products) {
    const raw = {
      key,
      rows: rows.map(({ cells }) => cellsByTarget(columns, cells)),
      means: key === null ? {} : meansOf(columns, { key, rows }, meanings),
    };
    records.push({ externalId: key ?? `row ${productRow}`, ordinal: productRow, raw });
    await breathe();
  }
  return { records };
}

/** Of all that the brand says, what this product's names mean: a change of it changes the record. */
function meansOf(
  columns: Columns,
  { key, rows }: { key: string; rows: ProductRows["rows"] },
  meanings: Meanings,
): Record<string, string> {
  if (meanings.size === 0) return {};
  const lines = rows.map(({ cells }) => cells);
  const { product } = mapRows(columns, key, lines);
  if (!("observed" in product)) return {};
  const used = namesUsed(product).map(({ field, name }) => meaningKey(field, name));
  return Object.fromEntries(used.flatMap((name) => entry(name, meanings.get(name))));
}

function entry(name: string, means: string | undefined): [string, string][] {
  return means === undefined ? [] : [[name, means]];
}

async function loadMeanings(db: WorkerDb, brandId: string): Promise<Meanings> {
  const stored = await readMeanings(db, brandId);
  return new Map(stored.map(({ field, name, means }) => [meaningKey(field, name), means]));
}
