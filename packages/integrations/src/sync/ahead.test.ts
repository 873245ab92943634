import { expect, test } from "vitest";
import { type Ahead, AheadOf } from "./ahead.ts";

const page = (count: number, total: number | null = null) => ({ records: Array(count).fill(null), total });

test("counts on from what was merged, and a chunk that is planned anew only once", () => {
  const told: Ahead[] = [];
  const ahead = new AheadOf(2_000, (next) => told.push(next));
  ahead.reached("read", 1, page(500));
  ahead.reached("mapped", 1, page(500, 9_000));
  ahead.reached("read", 1, page(500));
  ahead.reached("read", 2, page(300));
  expect(told).toEqual([
    { read: 2_500, mapped: 2_000, staged: 2_000, total: null },
    { read: 2_500, mapped: 2_500, staged: 2_000, total: 9_000 },
    { read: 2_800, mapped: 2_500, staged: 2_000, total: 9_000 },
  ]);
});
