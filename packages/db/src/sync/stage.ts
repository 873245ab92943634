import { once } from "node:events";
import { finished } from "node:stream/promises";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { StagedProduct } from "./types.ts";

const PRODUCT_COLUMNS =
  "brand_id, batch_id, chunk, ordinal, external_id, new_id, upid, group_key, source_updated_at, content_hash, variants_complete, clean, observed";
const VARIANT_COLUMNS =
  "brand_id, batch_id, chunk, product_ordinal, position, external_id, new_id, upid, observed";

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** One value in COPY's text format (PostgreSQL documentation, COPY, "Text Format"). */
function text(value: string | null): string {
  if (value === null) return "\\N";
  return /[\\\t\n\r]/.test(value)
    ? value.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character)
    : value;
}

interface Batch {
  brandId: string;
  token: string;
  chunk: number;
  products: StagedProduct[];
}

function productLine(prefix: string, product: StagedProduct): string {
  return `${prefix}${product.ordinal}\t${text(product.externalId)}\t${product.newId}\t${product.upid}\t${text(product.groupKey)}\t${text(product.sourceUpdatedAt)}\t\\\\x${product.contentHash.toString("hex")}\t${product.variantsComplete ? "t" : "f"}\t${product.clean ? "t" : "f"}\t${text(product.observed)}\n`;
}

function* productLines({ brandId, token, chunk, products }: Batch): Generator<string> {
  const prefix = `${brandId}\t${token}\t${chunk}\t`;
  for (const product of products) yield productLine(prefix, product);
}

function* variantLines({ brandId, token, chunk, products }: Batch): Generator<string> {
  for (const product of products) {
    const prefix = `${brandId}\t${token}\t${chunk}\t${product.ordinal}\t`;
    for (const [position, variant] of product.variants.entries()) {
      yield `${prefix}${position}\t${text(variant.externalId)}\t${variant.newId}\t${variant.upid}\t${text(variant.observed)}\n`;
    }
  }
}

const PIECE = 256 * 1024;

/** `pg-copy-streams` reports a server's error properly; postgres.js does not (porsager/postgres#1173). */
async function copy(client: ClientBase, statement: string, lines: Generator<string>): Promise<void> {
  const stream = client.query(copyFrom(statement));
  const done = finished(stream);
  let piece = "";
  try {
    for (const line of lines) {
      piece += line;
      if (piece.length >= PIECE) {
        if (!stream.write(piece)) await Promise.race([once(stream, "drain"), done]);
        piece = "";
      }
    }
    stream.end(piece);
  } finally {
    await done;
  }
}

/** Writes a chunk's assertions in bulk, outside the chunk's transaction and without WAL (unlogged tables). */
export async function stageChunk(client: ClientBase, batch: Batch): Promise<void> {
  await copy(client, `copy staging_products (${PRODUCT_COLUMNS}) from stdin`, productLines(batch));
  await copy(client, `copy staging_product_variants (${VARIANT_COLUMNS}) from stdin`, variantLines(batch));
}

/** Removes what a dead attempt of this run, or this attempt's replanned chunk, left behind. */
export async function unstage(
  client: ClientBase,
  batch: { brandId: string; token: string; chunk: number },
): Promise<void> {
  const values = [batch.brandId, batch.token, batch.chunk];
  const where = "where brand_id = $1 and batch_id = $2 and chunk = $3";
  await client.query(`delete from staging_product_variants ${where}`, values);
  await client.query(`delete from staging_products ${where}`, values);
}
