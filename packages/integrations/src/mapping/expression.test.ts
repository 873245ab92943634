import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compileExpression } from "./expression.ts";
import { GREEDY } from "./testing/hostile-expressions.ts";

const record = {
  title: "Coat",
  fabrics: [
    { name: "Wool", share: 80 },
    { name: "Silk", share: 20 },
  ],
};

test.each([
  ["title & '!'", "Coat!"],
  ["fabrics[share > 50].name", "Wool"],
  [
    "fabrics.{ 'name': name, 'percentage': share }",
    [
      { name: "Wool", percentage: 80 },
      { name: "Silk", percentage: 20 },
    ],
  ],
  ["$join(fabrics.name, ' / ')", "Wool / Silk"],
  ["missing", undefined],
  ["null", null],
  ["$product.title", "Above"],
  ["$uppercase", undefined],
])("%s", async (text, expected) => {
  expect(await compileExpression(text)(record, { product: { title: "Above" } })).toEqual(expected);
});

test("a mistake is told with its place", () => {
  expect(() => compileExpression("fabrics[")).toThrow(expect.objectContaining({ code: "bad_request" }));
});

test.each(["$match(title, /(a+)+$/)", "$f(/x/)", "[1, {'a': $replace(title, /o/, 'a')}]"])(
  "patterns are refused, since no bound holds for them: %s",
  (text) => {
    expect(() => compileExpression(text)).toThrow(/contains a pattern/);
  },
);

test.each([
  ["endless", "($f := function($n) { $f($n + 1) }; $f(0))"],
  ["deep", "($f := function($n) { 1 + $f($n + 1) }; $f(0))"],
  ["long", "[1..10000000]"],
  ["long by steps", "[1..4000].[1..4000]"],
  ["wide", "$pad('x', 100000000)"],
  ["heavy", "$join([1..4999].$pad('x', 1000))"],
  ["not pure", "$now()"],
  ["not pure either", "$random()"],
  ["reaching out", "$eval('1')"],
])("what is %s ends with an error", async (_what, text) => {
  await expect(compileExpression(text)(record)).rejects.toBeDefined();
});

test("what works for ever and makes little ends when its time is over", async () => {
  const sums = compileExpression("($f := function($n) { $f($sum($$.n)) }; $f(0))");
  const many = { n: Array.from({ length: 5_000 }, (_, n) => n) };
  await expect(sums(many)).rejects.toMatchObject({ code: "D1012" });
});

test.each(Object.entries(GREEDY))("what takes all memory ends with an error: %s", async (_what, text) => {
  await expect(compileExpression(text)(record)).rejects.toBeDefined();
});

test("all of them together fit into a small heap, one after the other", () => {
  const script = new URL("./testing/greedy-process.ts", import.meta.url);
  const flags = ["--max-old-space-size=100", "--max-semi-space-size=8"];
  const run = spawnSync(process.execPath, [...flags, fileURLToPath(script)], { encoding: "utf8" });
  expect([run.status, run.signal, run.stdout, run.stderr]).toEqual([0, null, "[]", ""]);
});

test("a record that is large itself can be read as ever", async () => {
  const large = { items: Array.from({ length: 4_000 }, (_, at) => ({ at, note: "x".repeat(200) })) };
  expect(await compileExpression("$count(items[note != ''])")(large)).toBe(4_000);
  expect(await compileExpression("$join(items[at < 5].$string(at), ',')")(large)).toBe("0,1,2,3,4");
  expect(await compileExpression("$sum(items.at)")(large)).toBe(7_998_000);
});

test("what a record holds twice costs nothing", async () => {
  const part = { note: "x".repeat(100_000) };
  const twice = { a: part, b: part, c: [part, part] };
  expect(await compileExpression("$length(a.note) + $length(c[1].note)")(twice, { product: twice })).toBe(
    200_000,
  );
});

test("many evaluations of one expression stay apart", async () => {
  const evaluate = compileExpression("($x := id; $x * 2)");
  const results = await Promise.all(Array.from({ length: 50 }, (_, id) => evaluate({ id })));
  expect(results).toEqual(Array.from({ length: 50 }, (_, id) => id * 2));
});
