import { expect, test } from "vitest";
import { differences } from "./differences.ts";

const marked = (parts: { text: string; differs: boolean }[]) =>
  parts.filter(({ differs }) => differs).map(({ text }) => text);

test("of two texts only the words that differ are marked, and nothing is lost", () => {
  const { left, right } = differences("Coat in brushed wool", "Coat in boiled wool");
  expect(marked(left)).toEqual(["brushed"]);
  expect(marked(right)).toEqual(["boiled"]);
  expect(right.map(({ text }) => text).join("")).toBe("Coat in boiled wool");
});

test("figures and codes differ as a whole", () => {
  const { left, right } = differences(
    { amount: "49.90", currency: "EUR" },
    { amount: "49.95", currency: "EUR" },
  );
  expect(left).toEqual([{ text: "€49.90", differs: true }]);
  expect(marked(right)).toEqual(["€49.95"]);
});

test("collections differ by item", () => {
  const { lines, left, right } = differences(["Cotton", "Elastane"], ["Cotton", "Wool"]);
  expect(lines).toBe(true);
  expect(left).toEqual([
    { text: "Cotton", differs: false },
    { text: "Elastane", differs: true },
  ]);
  expect(marked(right)).toEqual(["Wool"]);
});

test("nothing on one side leaves the other one marked", () => {
  expect(differences(null, "Wool")).toEqual({
    lines: false,
    left: [],
    right: [{ text: "Wool", differs: true }],
  });
});
