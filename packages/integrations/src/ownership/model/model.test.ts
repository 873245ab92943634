import { expect, test } from "vitest";
import { useWorld } from "../../sync/testing/world.ts";
import { checkStories } from "./check-stories.ts";

const world = useWorld();

test("whatever happens in whatever order, and wherever it is stopped, the products are as the rules say", {
  timeout: 600_000,
}, async () => {
  const stops = await checkStories(world, { numRuns: 200 });
  const phases = [
    "sync at chunk",
    "adoption",
    "undo",
    "replays from what is stored",
    "replays from the source",
    "syncs behind which members lead",
  ];
  expect(phases.filter((phase) => !stops.get(phase))).toEqual([]);
});
