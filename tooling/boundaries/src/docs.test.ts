import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { readTree } from "./read-tree.ts";
import { variablesOf } from "./variables.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  ...globSync("{docs/**,packages/*}/*.md", { cwd: ROOT }),
].sort();

/** Rows of the README's table of variables: | `NAME` | read by | default | … */
function rows(): Map<string, string[]> {
  const cells = read("README.md")
    .split("\n")
    .filter((line) => /^\| `[A-Z0-9_]+`\s*\|/.test(line))
    .map((line) => line.split("|").map((cell) => cell.trim()));
  return new Map(cells.map(([, name = "", ...others]) => [name.replaceAll("`", ""), others]));
}

test("the README names every environment variable, who reads it and its default", () => {
  const known = variablesOf(readTree(ROOT));
  expect(known.length).toBeGreaterThan(20);
  const table = rows();
  for (const { name, readers, fallback } of known) {
    const [who = "no row", value = ""] = table.get(name) ?? [];
    expect(`${name} | ${who} | ${value}`).toMatch(`${name} | ${readers.join(", ")} | ${fallback}`);
  }
  expect([...table.keys()].sort()).toEqual(known.map(({ name }) => name));
});

test("a variable is found however an env.ts declares it", () => {
  const files = new Map([
    [
      "packages/kv/src/env.ts",
      `const s = z.object({ A_URL: z.url("A_URL must be …"), B_MAX: z.number().default(4) });`,
    ],
    [
      "apps/api/src/env.ts",
      `const list = z.string().default("").pipe(x);
      const s = z.object({ A_URL: z.url(), C_LIST: list, D_KEY: z.string().optional() }).transform((e) => ({ ...e, E_NO: 1 }));
      const f = source.F_DIR || ".next";`,
    ],
    ["packages/kv/src/other.ts", "const s = z.object({ G_NO: z.string() });"],
  ]);
  expect(variablesOf(files)).toEqual([
    { name: "A_URL", readers: ["kv", "api"], fallback: "required" },
    { name: "B_MAX", readers: ["kv"], fallback: "`4`" },
    { name: "C_LIST", readers: ["api"], fallback: "none" },
    { name: "D_KEY", readers: ["api"], fallback: "none" },
    { name: "F_DIR", readers: ["api"], fallback: "`.next`" },
  ]);
});

test.each(PAGES)("%s leads nowhere that is not there", (page) => {
  const text = read(page);
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, target = ""]) => target);
  const missing = links.filter((target) => !existsSync(join(ROOT, dirname(page), target)));
  // Paths in backticks that begin in one of the house's folders.
  const named = [...text.matchAll(/`((?:apps|packages|tooling|supabase|docs)\/[\w./-]+\w)`/g)].map(
    ([, path = ""]) => path,
  );
  expect([...missing, ...named.filter((path) => !existsSync(join(ROOT, path)))]).toEqual([]);
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const run = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script = ""]) => script);
  expect(run.filter((script) => !(script in scripts))).toEqual([]);
});
