import { expect, test } from "vitest";
import { stagesOf } from "./stages.ts";

const startedAt = new Date(1_000);
const base = {
  kind: "sync",
  status: "running",
  mode: "full",
  tallies: {},
  total: null,
  startedAt,
  ahead: null,
} as const;
const states = (run: Parameters<typeof stagesOf>[0]) => stagesOf(run).map(({ state }) => state);

test("records are read, mapped, staged and merged, and then it looks for what has gone", () => {
  expect(states({ ...base, status: "queued", startedAt: null })).toEqual(Array(5).fill("next"));
  expect(states(base)).toEqual(["now", "next", "next", "next", "next"]);
  const ahead = { read: 40, mapped: 40, staged: 20 };
  const run = { ...base, tallies: { read: 10 }, total: 40, ahead };
  expect(states(run)).toEqual(["done", "done", "now", "now", "next"]);
  expect(stagesOf(run).map(({ share }) => share)).toEqual([1, 1, 0.5, 0.25, null]);
  expect(states({ ...run, tallies: { read: 40 } })).toEqual(["done", "done", "done", "done", "now"]);
});

test("a stage is measured by the source's count, and where it tells none by the stage before", () => {
  const run = { ...base, tallies: { read: 10 }, ahead: { read: 40, mapped: 20, staged: 20 } };
  expect(stagesOf(run).map(({ share }) => share)).toEqual([null, 0.5, 1, 0.5, null]);
});

test("what was merged has been read, whichever message came first", () => {
  const run = { ...base, tallies: { read: 30 }, total: 40, ahead: { read: 20, mapped: 20, staged: 20 } };
  expect(stagesOf(run)[0]).toMatchObject({ share: 0.75, detail: "30" });
});

test("a run without a source only writes", () => {
  expect(stagesOf({ ...base, kind: "undo", total: 4, tallies: { read: 1 } })).toMatchObject([
    { name: "Write", share: 0.25 },
  ]);
});
