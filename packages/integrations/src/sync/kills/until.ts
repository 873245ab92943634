import { setTimeout as sleep } from "node:timers/promises";

const LIMIT_MS = 60_000;

/**
 * Asks again until the answer is neither false nor undefined. The limit only ends a test that would
 * never end.
 */
export async function until<T>(
  ask: () => Promise<T | undefined | false>,
  what: string,
  everyMs = 5,
): Promise<T> {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`Waited a minute in vain: ${what}.`);
    await sleep(everyMs);
  }
}
