import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "@v1/stack/root";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Bar } from "./bars.ts";
import type { Figures } from "./figures.ts";
import type { SlopePoint } from "./slope.ts";
import { PRODUCT_TABLES } from "./tables.ts";

const PRODUCTS = 2_000;
const MAIN = join(import.meta.dirname, "main.ts");
const run = promisify(execFile);

describe("npm run bench -- --quick", () => {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const file = join(folder, "bench.json");
  let figures: Figures & { bars: Bar[] };
  let printed: string;
  let told: string;
  let pid: number | undefined;

  beforeAll(async () => {
    const bench = run(process.execPath, [MAIN, "--quick", "--json", file]);
    pid = bench.child.pid;
    ({ stdout: printed, stderr: told } = await bench);
    figures = JSON.parse(readFileSync(file, "utf8"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("writes every figure as a number", () => {
    const names = [
      ...["products", "copy_s", "product_copy_s", "first_s", "products_per_s"],
      ...["first_over_copy", "first_over_product_copy", "unchanged_over_first"],
      ...["incremental_1pct_over_first", "rss_10k_mb", "rss_100k_mb", "bytes_per_product", "indexes"],
    ] as const;
    const wrong = names.filter((name) => !(Number.isFinite(figures[name]) && Number(figures[name]) > 0));
    expect(wrong).toEqual([]);
    expect(figures.products).toBe(PRODUCTS);
    expect(figures.rss_10k_products).toBe(PRODUCTS / 10);
    expect(figures.first_over_copy).toBeCloseTo(figures.first_s / figures.copy_s, 2);
  });

  it("counts the rows of all that a sync leaves", () => {
    expect(figures.tables).toMatchObject({
      products: PRODUCTS,
      product_variants: 3 * PRODUCTS,
      product_materials: 2 * PRODUCTS,
      product_journey_steps: 3 * PRODUCTS,
      product_environment: PRODUCTS,
      product_eco_claims: PRODUCTS,
      tags_on_product: 2 * PRODUCTS,
      product_sources: PRODUCTS,
      product_source_states: PRODUCTS,
      variant_sources: 3 * PRODUCTS,
      value_provenance: 4 * PRODUCTS,
      run_seen: PRODUCTS,
      sync_runs: 1,
    });
    expect(Object.keys(figures.tables)).not.toContain("brands");
    expect(figures.bytes_per_product).toBeGreaterThan(1_000);
  });

  it("copies exactly those rows, in all tables", () => {
    const copied = Object.keys(figures.copy_s_by_table).sort();
    expect(copied).toEqual(Object.keys(figures.tables).sort());
    expect(copied).toEqual(expect.arrayContaining([...PRODUCT_TABLES]));
    expect(figures.checksums_equal).toBe(true);
    for (const [name, rows] of Object.entries(figures.tables)) {
      expect(figures.checksums[name]).toMatch(new RegExp(`^${rows}:-?\\d+$`));
    }
  });

  it("measures runs that did what they are named for", () => {
    expect(figures.first.tallies).toMatchObject({ read: PRODUCTS, created: PRODUCTS, failed: 0, errors: 0 });
    expect(figures.unchanged.tallies).toMatchObject({ read: PRODUCTS, unchanged: PRODUCTS, changes: 0 });
    const share = PRODUCTS / 100;
    expect(figures.incremental.tallies).toMatchObject({
      read: share,
      updated: share,
      created: 0,
      archived: 0,
    });
    // A title and a price each.
    expect(figures.incremental.tallies.changes).toBeGreaterThanOrEqual(2 * share);
  });

  it("says where the time of each run went", () => {
    for (const stage of ["read", "map", "stage", "ahead", "merge"] as const) {
      expect(figures.first.stages[stage]).toBeGreaterThan(0);
    }
    const parts = Object.keys(figures.first.parts);
    expect(parts).toEqual(expect.arrayContaining(["map", "read: group the export", "stage: copy products"]));
    expect(parts).toEqual(expect.arrayContaining(["merge: insert products", "merge: commit"]));
    expect(figures.unchanged.stages.map).toBe(0);
  });

  it("measures the CPU time of both sides", () => {
    expect(figures.first.worker_cpu_s).toBeGreaterThan(0);
    if (process.platform === "linux") expect(figures.first.server_cpu_s).toBeGreaterThan(0);
    expect(figures.cpu.copy_s).toBeGreaterThan(0);
  });

  it("names the machine, durable settings and the worker's own heap flags", () => {
    const { machine } = figures;
    expect(machine.settings).toMatchObject({ fsync: "on", synchronous_commit: "on", full_page_writes: "on" });
    expect(machine.postgres).toMatch(/^17\./);
    expect(machine.worker_flags).toContain("--max-semi-space-size=8");
    expect(machine.cores).toBeGreaterThan(0);
  });

  it("prints figures beside their bars and nothing else on stdout", () => {
    for (const { name } of figures.bars) expect(printed).toContain(name);
    expect(figures.bars.filter(({ binding }) => binding)).toHaveLength(6);
    expect(told).toContain("round 1 of 1");
    expect(printed).not.toContain("round 1 of 1");
  });

  it("leaves neither server nor data behind", () => {
    expect(existsSync(join(root, ".data", `bench-${pid}`))).toBe(false);
  });
});

describe("the bench's other ways", () => {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("measures first syncs of growing size", async () => {
    const file = join(folder, "slope.json");
    const { stdout } = await run(process.execPath, [MAIN, "--slope", "--products", "100", "--json", file]);
    const { slope }: { slope: SlopePoint[] } = JSON.parse(readFileSync(file, "utf8"));
    expect(slope.map(({ products }) => products)).toEqual([10, 30, 100, 300]);
    expect(slope.every(({ first_s, rss_mb }) => first_s > 0 && rss_mb > 0)).toBe(true);
    expect(stdout).toContain("products/s");
  });

  it("writes the plans of all statements, with what foreign keys cost", async () => {
    const file = join(folder, "plans.txt");
    await run(process.execPath, [MAIN, "--plans", file, "--products", "100"]);
    const [, first = "", again = "", changed = ""] = readFileSync(file, "utf8").split(/^== /m);
    expect(first).toMatch(/^First sync of 100 products/);
    expect(first).toMatch(/insert into product_variants[\s\S]*\nInsert on product_variants {2}\(cost=/);
    expect(first).toMatch(/Trigger for constraint product_variants_product_id_fk: time=[\d.]+ calls=300/);
    expect(again).toContain("insert into run_seen");
    expect(again).not.toContain("insert into product_variants");
    expect(changed).toContain("update products");
  });
});
