import { expect, test } from "vitest";
import { keepSamples, paceOf, type Sample, timeLeft } from "./pace.ts";

function after(reads: [at: number, read: number][]): Sample[] {
  return reads.reduce<Sample[]>((samples, [at, read]) => keepSamples(samples, { at, read }), []);
}

test("the rate follows the last seconds, not the whole run", () => {
  const samples = after([
    [0, 0],
    [60_000, 600],
    [70_000, 1_600],
    [75_000, 2_100],
  ]);
  expect(paceOf(samples)).toBe(100);
});

test("one sample tells no rate, and neither does a source without an end tell when it ends", () => {
  expect(paceOf(after([[0, 10]]))).toBeNull();
  expect(timeLeft(10, null, 5)).toBeNull();
  expect(timeLeft(500, 1_000, 100)).toBe(5_000);
});
