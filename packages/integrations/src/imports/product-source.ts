import type { WorkerDb } from "@v1/db";
import { countProducts, findImport, type ProductRows, readMeanings, readProducts } from "@v1/db/imports";
import {
  type ProductSource,
  type SheetProduct,
  spreadsheetConnector,
} from "../connectors/spreadsheet/connector.ts";
import { Columns } from "../connectors/spreadsheet/map/columns.ts";
import { mapRows } from "../connectors/spreadsheet/map/map-rows.ts";
import { type Meanings, meaningKey, withMeanings } from "../connectors/spreadsheet/map/meanings.ts";
import { breather } from "../kit/breather.ts";
import type { Page, RawRecord } from "../kit/connector.ts";
import { recordIssue } from "../kit/issues.ts";
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
    const raw = key === null ? keyless(rows) : productOf(columns, key, rows);
    const meant = "observed" in raw ? withMeanings(raw, meanings) : raw;
    records.push({ externalId: key ?? `row ${productRow}`, ordinal: productRow, raw: meant });
    await breathe();
  }
  return { records };
}

function productOf(columns: Columns, key: string, rows: ProductRows["rows"]): SheetProduct {
  const lines = rows.map(({ cells }) => cells);
  return mapRows(columns, key, lines).product;
}

function keyless(rows: ProductRows["rows"]): SheetProduct {
  return recordIssue(
    "Nothing in the row says which product it is.",
    "Fill the column that identifies products, and import the row again.",
    rows[0]?.cells.join(" · ") ?? "",
  );
}

async function loadMeanings(db: WorkerDb, brandId: string): Promise<Meanings> {
  const stored = await readMeanings(db, brandId);
  return new Map(stored.map(({ field, name, means }) => [meaningKey(field, name), means]));
}
