import { rmSync } from "node:fs";
import { withDatabase } from "./database.ts";
import { type RunFigures, runFigures } from "./figures.ts";
import { rounded } from "./median.ts";
import { say } from "./progress.ts";
import { table } from "./report.ts";
import type { Bench } from "./server.ts";
import { writeSource } from "./source.ts";
import { runFirstSync } from "./sync-round.ts";

export interface SlopePoint {
  products: number;
  first_s: number;
  products_per_s: number;
  rss_mb: number;
  run: RunFigures;
}

const FACTORS = [0.1, 0.3, 1, 3];

/** First syncs of growing size, each in a fresh database and a process of its own. */
export async function runSlope(bench: Bench, products: number): Promise<SlopePoint[]> {
  const points: SlopePoint[] = [];
  for (const factor of FACTORS) {
    const size = Math.round(products * factor);
    say(`${size.toLocaleString("en")} products`);
    const source = await writeSource(bench.files, size);
    const run = await withDatabase(bench.serverUrl, (url) => runFirstSync({ bench, url }, source));
    rmSync(source.path);
    points.push({
      products: size,
      first_s: rounded(run.seconds, 3),
      products_per_s: Math.round(size / run.seconds),
      rss_mb: rounded(run.peakMb, 1),
      run: runFigures(run),
    });
  }
  return points;
}

export function slopeTable(points: SlopePoint[]): string[] {
  const rows = points.map(({ products, first_s, products_per_s, rss_mb, run }) => [
    products.toLocaleString("en"),
    first_s.toFixed(2),
    products_per_s.toLocaleString("en"),
    (((run.worker_cpu_s + run.server_cpu_s) * 1000) / products).toFixed(2),
    rss_mb.toFixed(0),
  ]);
  return table(["products", "seconds", "products/s", "CPU s per 1,000", "peak MB"], rows);
}
