import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@v1/core";

/** Waits until an address answers 200. */
export async function answers(name: string, url: string, patienceMs = 60_000): Promise<void> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    if (await isOk(url)) return;
    await sleep(50);
  }
  throw new AppError({
    code: "unavailable",
    message: `The ${name} did not answer at ${url} within ${patienceMs / 1000} seconds.`,
    hint: `Its log is ${name}.log, in the data folder's logs.`,
  });
}

async function isOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
