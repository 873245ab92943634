import { expect, test } from "vitest";
import { relative } from "./relative.ts";

const now = new Date("2026-11-21T12:00:00Z");
const ago = (seconds: number) => relative(new Date(now.getTime() - seconds * 1000), now);

test.each([
  [0, "just now"],
  [9, "just now"],
  [40, "40 s ago"],
  [180, "3 min ago"],
  [7_200, "2 h ago"],
  [86_400 * 3, "3 days ago"],
])("%i seconds ago reads %s", (seconds, text) => {
  expect(ago(seconds)).toBe(text);
});

test("a clock that runs ahead of ours shows no future", () => {
  expect(ago(-300)).toBe("just now");
});
