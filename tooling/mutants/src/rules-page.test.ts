import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "@v1/stack/root";
import { expect, it } from "vitest";
import { MUTANTS } from "./table/index.ts";

const PLACES = {
  "rules/": "packages/integrations/src/sync/rules/",
  "verbs/": "packages/integrations/src/ownership/",
  "kills/": "packages/integrations/src/sync/kills/",
};

interface Line {
  file: string;
  test: string;
  mutant: string;
}

const page = await readFile(join(root, "docs/ownership-tests.md"), "utf8");
const lines: Line[] = [...page.matchAll(/^\|[^|]*\| `([^`]+)`: ([^|]+)\|([^|\n]*)/gm)].map(
  ([, file = "", test = "", mutant = ""]) => ({
    file: fileOf(file),
    test: test.trim(),
    mutant: mutant.trim(),
  }),
);

function fileOf(short: string): string {
  const [place = "", folder = ""] = Object.entries(PLACES).find(([begin]) => short.startsWith(begin)) ?? [];
  return folder ? `${folder}${short.slice(place.length)}.test.ts` : short;
}

it("each test that the page of ownership's rules names is there", async () => {
  const missing = await Promise.all(
    lines.map(async ({ file, test }) => {
      const text = await readFile(join(root, file), "utf8").catch(() => "");
      return text.includes(test) ? [] : [`${file}: ${test}`];
    }),
  );
  expect(missing.flat()).toEqual([]);
});

it("each mutant that it names is told", () => {
  const told = new Set(MUTANTS.map(({ name }) => name));
  const named = lines.map(({ mutant }) => mutant).filter((mutant) => mutant !== "");
  expect(named.filter((mutant) => !told.has(mutant))).toEqual([]);
});

it("each of the seventeen rules has a test and a mutant", () => {
  const rules = page.split(/^## /m).slice(1);
  const numbered = rules.filter((text) => /^\d+\. /.test(text));
  expect(numbered.map((text) => Number.parseInt(text, 10))).toEqual(
    Array.from({ length: 17 }, (_, n) => n + 1),
  );
  const bare = numbered.filter((text) => !/`: [^|]+\| [^\s|][^|]* \|$/m.test(text));
  expect(bare.map((text) => text.split("\n")[0])).toEqual([]);
});
