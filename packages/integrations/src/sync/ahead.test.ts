import { expect, test } from "vitest";
import { type Ahead, AheadOf } from "./ahead.ts";

test("counts on from what was merged, and a chunk that is planned anew only once", () => {
  const told: Ahead[] = [];
  const ahead = new AheadOf(2_000, (next) => told.push(next));
  ahead.reached("read", 1, 500);
  ahead.reached("mapped", 1, 500);
  ahead.reached("read", 1, 500);
  ahead.reached("read", 2, 300);
  expect(told).toEqual([
    { read: 2_500, mapped: 2_000, staged: 2_000 },
    { read: 2_500, mapped: 2_500, staged: 2_000 },
    { read: 2_800, mapped: 2_500, staged: 2_000 },
  ]);
});
