import { expect, test } from "vitest";
import { effectOf, effectsOf } from "./effects.ts";

test("what weighs most comes first, what nobody has is left out, what is new keeps its name", () => {
  const counts = { unchanged: 900, split_up: 1, conflict: 3, created: 2, failed: 0 };
  expect(effectsOf(counts)).toEqual([
    { effect: "created", count: 2 },
    { effect: "conflict", count: 3 },
    { effect: "unchanged", count: 900 },
    { effect: "split_up", count: 1 },
  ]);
  expect(effectOf("split_up").word).toBe("split up");
});
