import { test } from "vitest";
import { useWorld } from "../../sync/testing/world.ts";
import { checkStories } from "./check-stories.ts";

const world = useWorld();

test("whatever happens in whatever order, the products are as the rules say", async () => {
  await checkStories(world, { numRuns: 5_000 });
});
