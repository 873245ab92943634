import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { writeBulkFile } from "@v1/stack/catalog";
import { expect, it } from "vitest";

const PRODUCTS = 40_000;
const READER = pathToFileURL(join(import.meta.dirname, "bulk-file.ts")).href;
/** Held at once, the source's 110 MB of text would be several times this heap. */
const HEAP_MB = 48;

it("reads a source several times its heap", { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "memory-"));
  try {
    const bulkFile = join(folder, "export.jsonl");
    const counts = await writeBulkFile({ path: bulkFile, products: PRODUCTS, seed: 3 });
    const options = { bulkFile, ...counts, pageSize: 500, spillFolder: folder, position: null };
    const script = `
      const { readBulkFile } = await import(${JSON.stringify(READER)});
      let variants = 0, external = 0;
      for await (const page of readBulkFile(${JSON.stringify(options)})) {
        for (const { raw } of page.records) variants += raw.variants.length;
        external = Math.max(external, process.memoryUsage().external);
      }
      console.log(JSON.stringify({ variants, external }));`;
    const { stdout } = await promisify(execFile)(process.execPath, [
      `--max-old-space-size=${HEAP_MB}`,
      "--input-type=module",
      "--eval",
      script,
    ]);
    const { variants, external } = JSON.parse(stdout);
    expect(variants).toBe(3 * PRODUCTS);
    expect(external).toBeLessThan(64 * 1024 * 1024);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
