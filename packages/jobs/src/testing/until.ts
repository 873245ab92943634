import { setTimeout as sleep } from "node:timers/promises";

/** Asks again until there is an answer. The limit is only there to end a test that will never pass. */
export async function until<T>(
  ask: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error("What was waited for did not happen within a minute.");
    await sleep(50);
  }
}
