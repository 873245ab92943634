import { expect, test } from "vitest";
import { progressLine } from "./progress.ts";

test("a line names count, rate and time left", () => {
  expect(progressLine({ done: 250, total: 1000, seconds: 0.5 }, 80)).toBe(
    "████████░░░░░░░░░░░░░░░░░░░░░░ 250 of 1,000 products, 500 a second, 0:02 left",
  );
});

test("before the source has said how many there are, there is no bar and no promise", () => {
  expect(progressLine({ done: 1200, total: null, seconds: 2 }, 80)).toBe("1,200 products, 600 a second");
});

test("nothing read yet is no division by nothing", () => {
  expect(progressLine({ done: 0, total: 10, seconds: 0 }, 80)).toBe("Waiting for the store, 0 s");
  expect(progressLine({ done: 10, total: 10, seconds: 0 }, 80)).toContain("10 of 10 products, 0 a second");
});

test("more than was announced keeps the bar in its frame", () => {
  expect(progressLine({ done: 20, total: 10, seconds: 1 }, 80)).toMatch(/^█{30} /);
});

test("a narrow terminal is never wrapped", () => {
  for (const width of [10, 30, 50]) {
    expect(progressLine({ done: 5, total: 10, seconds: 1 }, width).length).toBeLessThanOrEqual(width);
  }
});
