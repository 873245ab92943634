import { expect, test } from "vitest";
import { stagesOf } from "./stages.ts";

const queuedAt = new Date(0);
const base = {
  status: "running",
  mode: "full",
  tallies: {},
  total: null,
  queuedAt,
  startedAt: null,
} as const;
const states = (run: Parameters<typeof stagesOf>[0]) => stagesOf(run, 5_000).map(({ state }) => state);

test("a run waits, reads, and then looks for what has gone", () => {
  const startedAt = new Date(1_000);
  expect(states({ ...base, status: "queued" })).toEqual(["now", "next", "next"]);
  expect(states({ ...base, startedAt, tallies: { read: 10 }, total: 40 })).toEqual(["done", "now", "next"]);
  expect(states({ ...base, startedAt, tallies: { read: 40 }, total: 40 })).toEqual(["done", "done", "now"]);
});

test("the share is of what the source says it has, and unknown where it says nothing", () => {
  const startedAt = new Date(1_000);
  const [, reading] = stagesOf({ ...base, startedAt, tallies: { read: 10 }, total: 40 }, 5_000);
  expect(reading).toMatchObject({ share: 0.25, detail: "25 %" });
  expect(stagesOf({ ...base, startedAt }, 5_000)[1]?.share).toBeNull();
});
