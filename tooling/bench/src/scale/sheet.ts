import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { withDatabase } from "../database.ts";
import type { Bench } from "../server.ts";
import { workerEnvironment, workerFlags } from "../worker-flags.ts";
import { lineWith, withProgram } from "./process.ts";

const IMPORT = join(import.meta.dirname, "import-once.ts");
const COLORS = ["Navy", "Ecru", "Black", "Olive", "Rust", "Sky"];
const SIZES = ["XS", "S", "M", "L", "XL"];
const TEXT =
  "Woven in Portugal from combed cotton, garment-dyed and washed for a soft hand; cut with room in the shoulder. ";

export interface SheetFigures {
  megabytes: number;
  rows: number;
  products: number;
  validate_s: number;
  commit_s: number;
  rows_per_s: number;
  peak_mb: number;
}

function* rowsOf(bytes: number): Generator<string> {
  yield "Style;Name;Description;Price;Weight (g);Material;SKU;EAN;Colour;Size\r\n";
  let written = 0;
  for (let style = 1; written < bytes; style += 1) {
    for (const [n, color] of COLORS.slice(0, 2).entries()) {
      for (const [m, size] of SIZES.entries()) {
        const sku = `ST${style}-${n}${m}`;
        const line = `ST${style};Shirt ${style};"${TEXT}Style ""${style}"".";${20 + (style % 80)},95;${200 + (style % 50)};80 % Cotton, 20% Linen;${sku};;${color};${size}\r\n`;
        written += line.length;
        yield line;
      }
    }
  }
}

/** Validation and commit of a large CSV file, in a worker process with the flags that it ships with. */
export async function measureSheet(bench: Bench, megabytes: number): Promise<SheetFigures> {
  const path = join(bench.files, "catalog.csv");
  await pipeline(rowsOf(megabytes * 1e6), createWriteStream(path));
  const { size } = await stat(path);
  return withDatabase(bench.serverUrl, (url) => {
    const args = [...workerFlags(), IMPORT, url, path, join(bench.files, "stored")];
    return withProgram({ name: "worker", args, env: workerEnvironment() }, async (lines) => {
      const line = await lineWith(lines, '"validate"');
      const ran: { validate: number; commit: number; rows: number; products: number; peakMb: number } =
        JSON.parse(line);
      return {
        megabytes: size / 1e6,
        rows: ran.rows,
        products: ran.products,
        validate_s: ran.validate,
        commit_s: ran.commit,
        rows_per_s: ran.rows / (ran.validate + ran.commit),
        peak_mb: ran.peakMb,
      };
    });
  });
}
