import { randomInt } from "node:crypto";
import fc from "fast-check";
import { expect } from "vitest";
import type { World } from "../../sync/testing/world.ts";
import { type Step, story } from "./story.ts";
import { type Stops, Teller } from "./teller.ts";

/** Stories behind which one is told how far it is, and a database is begun anew. */
const PART = 100;

interface Stories {
  numRuns: number;
  /** Of the first part; each further one adds one to it. */
  seed?: number;
  /** Of a story that failed, within the part of this seed. */
  path?: string;
}

/**
 * Tells `numRuns` random stories and compares after every step. A failure prints the seed and the path of the
 * shortest story that fails; give both to tell it again.
 * @returns how often what was stopped midway, or happened
 */
export async function checkStories(
  world: World,
  { numRuns, seed = randomInt(2 ** 31 - 100_000), path }: Stories,
): Promise<Stops> {
  const stops: Stops = new Map();
  const began = performance.now();
  console.log(`Stories of ownership: ${numRuns} with seed ${seed}.`);
  for (let told = 0, part = seed; told < numRuns; told += PART, part += 1) {
    if (told > 0) {
      const seconds = Math.round((performance.now() - began) / 1000);
      console.log(`${told} of ${numRuns} told in ${seconds} s. To go on from here: seed ${part}.`);
      await world.renew();
    }
    await fc.assert(
      fc.asyncProperty(story, (steps) => tell(world, steps, stops)),
      { numRuns: Math.min(PART, numRuns - told), seed: part, ...(path ? { path } : {}), endOnFailure: false },
    );
  }
  console.log(
    `Stopped, replayed, joined, and led: ${[...stops].map(([what, times]) => `${what} ${times}`).join(", ")}.`,
  );
  return stops;
}

async function tell(world: World, steps: readonly Step[], stops: Stops): Promise<void> {
  const teller = await Teller.begin(world, stops);
  for (const [n, step] of steps.entries()) {
    await teller.tell(step);
    const { real, model, stale } = await teller.compare();
    const after = `${n} ${step.do}`;
    expect({ after, ...real, stale }).toEqual({ after, ...model, stale: [] });
  }
}
