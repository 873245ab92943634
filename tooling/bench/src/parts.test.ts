import { describe, expect, it } from "vitest";
import { judge } from "./bars.ts";
import { compareChecksums } from "./checksums.ts";
import { expectRun } from "./expect-run.ts";
import { groupMerge } from "./groups.ts";
import { withSection } from "./keep.ts";
import { median, middle } from "./median.ts";
import { readOptions } from "./options.ts";
import type { SyncRun } from "./protocol.ts";
import { ancestorsOf, inOrder, type Table } from "./tables.ts";
import { workerEnvironment, workerFlags } from "./worker-flags.ts";

const table = (name: string, ...parents: string[]): Table => ({ name, parents, columns: [], indexes: 0 });

describe("the pieces of the bench", () => {
  it("takes parents before children, and only the ancestors that are needed", () => {
    const tables = [table("c", "b"), table("b", "a"), table("a"), table("d", "a"), table("e", "elsewhere")];
    expect(inOrder(tables).map(({ name }) => name)).toEqual(["a", "e", "b", "d", "c"]);
    expect(
      ancestorsOf([table("c", "b")], tables)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["a", "b"]);
    expect(() => inOrder([table("a", "b"), table("b", "a")])).toThrow("ring");
  });

  it("refuses figures of unequal work", () => {
    const synced = new Map([["a", "2:7"]]);
    expect(() => compareChecksums(synced, new Map([["a", "2:8"]]))).toThrow("a: synced 2:7, copied 2:8");
    expect(() => compareChecksums(synced, new Map([["a", "2:7"]]))).not.toThrow();
  });

  it("refuses a run with other tallies, another mode or another end", () => {
    const run = {
      status: "completed",
      mode: "full",
      tallies: { created: 5, failed: 0, errors: 0 },
    } as SyncRun;
    const expected = { mode: "full" as const, tallies: { created: 5 } };
    expect(() => expectRun("sync", run, expected)).not.toThrow();
    expect(() => expectRun("sync", run, { ...expected, mode: "incremental" })).toThrow("mode full");
    expect(() => expectRun("sync", { ...run, status: "failed" }, expected)).toThrow("status failed");
    expect(() => expectRun("sync", run, { mode: "full", tallies: { created: 6 } })).toThrow(
      "created 5 instead of 6",
    );
  });

  it("takes the middle of the rounds", () => {
    expect(median([3, 100, 1])).toBe(3);
    expect(median([4, 2])).toBe(3);
    expect(middle([3, 100, 1], (value) => value)).toBe(3);
  });

  it("holds a figure on its bar, and misses one behind it", () => {
    const figures = {
      first_over_copy: 1.8,
      first_over_product_copy: 3.001,
      unchanged_over_first: 0.2,
      incremental_1pct_over_first: 0.0201,
      rss_10k_mb: 200,
      rss_100k_mb: 241,
      products_per_s: 1_999,
    };
    const missed = judge(figures).filter(({ ok }) => !ok);
    expect(missed.map(({ name, binding }) => [name, binding])).toEqual([
      ["first_over_product_copy", true],
      ["incremental_1pct_over_first", true],
      ["rss_100k_mb / rss_10k_mb", true],
      ["products_per_s", false],
    ]);
  });

  it("reads its options, and says which there are", () => {
    expect(readOptions([])).toMatchObject({ products: 100_000, rounds: 3, strict: false });
    expect(readOptions(["--quick", "--rounds", "2"])).toMatchObject({ products: 2_000, rounds: 2 });
    expect(() => readOptions(["--products", "many"])).toThrow("--products many is not a whole number");
    expect(() => readOptions(["--fast"])).toThrow("--fast");
  });

  it("groups the merge by purpose", () => {
    const parts = {
      map: 9,
      "merge: insert product links": 1,
      "merge: insert products": 2,
      "merge: insert tags_on_product": 2,
      "merge: insert changes": 3,
      "merge: match variants": 0.5,
      "merge: create tag": 0.25,
    };
    expect(groupMerge(parts)).toEqual({
      "product tables": 4,
      history: 3,
      "links and observations": 1,
      "plan: read, match, decide": 0.5,
      "names resolved and created": 0.25,
    });
  });

  it("replaces only its own section of a page", () => {
    const page = "A\n<!-- slope: begin -->\nold\n<!-- slope: end -->\nB\n";
    const replaced = withSection(page, "slope", ["new"]);
    expect(replaced).toBe("A\n<!-- slope: begin -->\n```text\nnew\n```\n<!-- slope: end -->\nB\n");
    expect(withSection(replaced, "slope", ["new"])).toBe(replaced);
    expect(() => withSection(page, "figures", [])).toThrow("no place for the figures");
  });

  it("reads the heap flags that the worker's package ships it with", () => {
    expect(workerFlags()).toEqual(["--max-semi-space-size=8", "--heap-growing-percent=25"]);
    expect(workerEnvironment()).toEqual({ MALLOC_ARENA_MAX: "1" });
  });
});
