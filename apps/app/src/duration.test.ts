import { expect, test } from "vitest";
import { formatDuration, formatRate } from "./duration.ts";

test.each([
  [0, "0 s"],
  [300, "under 1 s"],
  [45_000, "45 s"],
  [200_000, "3 min 20 s"],
  [7_200_000, "2 h"],
  [7_500_000, "2 h 5 min"],
  [3_605_000, "1 h"],
  [90_000_000, "1 d 1 h"],
])("%i ms reads %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test("a rate below one a second is told by the minute", () => {
  expect(formatRate(196.4)).toBe("196 a second");
  expect(formatRate(0.2)).toBe("12 a minute");
});
