import { randomInt } from "node:crypto";
import fc from "fast-check";
import { expect } from "vitest";
import type { World } from "../../sync/testing/world.ts";
import { story } from "./story.ts";
import { Teller } from "./teller.ts";

/**
 * Tells `numRuns` random stories and compares after every step. A failure prints the seed and the path of the
 * shortest story that fails; give both to tell it again.
 */
export async function checkStories(
  world: World,
  { numRuns, seed = randomInt(2 ** 31), path }: { numRuns: number; seed?: number; path?: string },
): Promise<void> {
  console.log(`Stories of ownership: ${numRuns} with seed ${seed}.`);
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      const teller = await Teller.begin(world);
      for (const [n, step] of steps.entries()) {
        await teller.tell(step);
        const { real, model, stale } = await teller.compare();
        const after = `${n} ${step.do}`;
        expect({ after, ...real, stale }).toEqual({ after, ...model, stale: [] });
      }
    }),
    { numRuns, seed, ...(path ? { path } : {}), endOnFailure: false },
  );
}
