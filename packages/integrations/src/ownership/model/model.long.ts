import { test } from "vitest";
import { useWorld } from "../../sync/testing/world.ts";
import { checkStories } from "./check-stories.ts";

const world = useWorld();

/** `STORIES` says how many, `SEED` where to begin or to go on, `STORY` which one that failed there to tell again. */
const { STORIES = "5000", SEED, STORY } = process.env;

test("whatever happens in whatever order, and wherever it is stopped, the products are as the rules say", async () => {
  const numRuns = Number(STORIES);
  await checkStories(world, {
    numRuns,
    ...(SEED ? { seed: Number(SEED) } : {}),
    ...(STORY ? { path: STORY } : {}),
  });
});
