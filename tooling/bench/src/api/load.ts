import { setTimeout as sleep } from "node:timers/promises";
import { Agent } from "undici";
import type { RunningApi } from "./api-process.ts";
import { type Asked, type Mix, mixOf } from "./mix.ts";

export interface Load {
  rate: number;
  seconds: number;
  /** Answers a second, from the first call to the last answer. */
  sustained: number;
  /** Milliseconds from the moment at which a call was due, so that one that had to wait counts its wait. */
  p50: number;
  p99: number;
  /** Calls that failed, timed out or were answered with anything but 200 and 304. */
  failures: number;
  /** Answers that said that nothing changed. */
  unchanged: number;
}

interface Answer {
  milliseconds: number;
  status: number;
}

/** Sends one call of the mix and reads its answer to the end. `due` as `performance.now()` tells it. */
type Send = (n: number, due: number) => Promise<Answer>;

const TIMEOUT_MS = 10_000;
/** Before that, sessions and the runtime are new: what they learn once is no part of a steady rate. */
export const WARM_SECONDS = 5;

/**
 * Calls of the mix that arrive as those of independent people do: at random moments, on average `rate` a
 * second, whether or not earlier ones were answered. The moments are the same in each run.
 */
export async function measureLoad(
  api: RunningApi,
  { rate, seconds, ...asked }: { rate: number; seconds: number } & Asked,
): Promise<Load> {
  return withSender(api, asked, async (send) => {
    await arriving(send, arrivals(rate, WARM_SECONDS));
    const { answers, took } = await arriving(send, arrivals(rate, seconds));
    return { rate, seconds, ...summary(answers, took) };
  });
}

/** Sends a call at each moment, and waits for all answers. `took` in seconds. */
async function arriving(send: Send, moments: number[]): Promise<{ answers: Answer[]; took: number }> {
  const started = performance.now();
  const answers: Promise<Answer>[] = [];
  for (const [n, moment] of moments.entries()) {
    const early = started + moment - performance.now();
    if (early > 0) await sleep(early);
    answers.push(send(n, started + moment));
  }
  return { answers: await Promise.all(answers), took: (performance.now() - started) / 1000 };
}

/** How many calls of the mix a second are answered at most, by `callers` that ask without a pause. */
export async function measureMost(
  api: RunningApi,
  { callers, seconds, ...asked }: { callers: number; seconds: number } & Asked,
): Promise<Omit<Load, "rate">> {
  return withSender(api, asked, async (send) => {
    const started = performance.now();
    const all: Answer[] = [];
    let n = 0;
    const caller = async () => {
      while (performance.now() - started < seconds * 1000) all.push(await send(n++, performance.now()));
    };
    await Promise.all(Array.from({ length: callers }, caller));
    return { seconds, ...summary(all, (performance.now() - started) / 1000) };
  });
}

async function withSender<T>(api: RunningApi, asked: Asked, work: (send: Send) => Promise<T>): Promise<T> {
  const mix = await mixOf(api, asked);
  const agent = new Agent({ connections: 256, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
  try {
    return await work(async (n, due) => {
      const status = await statusOf(agent, api.url, mix, n);
      return { milliseconds: performance.now() - due, status };
    });
  } finally {
    await agent.close();
  }
}

/** 0 where no answer came. */
async function statusOf(agent: Agent, origin: string, mix: Mix, n: number): Promise<number> {
  const call = mix[n % mix.length];
  if (!call) return 0;
  try {
    const { statusCode, body } = await agent.request({ origin, ...call });
    await body.dump({ limit: Number.MAX_SAFE_INTEGER });
    return statusCode;
  } catch {
    return 0;
  }
}

/** Moments in milliseconds whose gaps are distributed exponentially, from a generator with a fixed seed. */
function arrivals(rate: number, seconds: number): number[] {
  const moments: number[] = [];
  let state = 1;
  let moment = 0;
  while (moments.length < rate * seconds) {
    state = (state * 48_271) % 2_147_483_647;
    moment -= (Math.log(state / 2_147_483_647) * 1000) / rate;
    moments.push(moment);
  }
  return moments;
}

function summary(
  answers: Answer[],
  took: number,
): Pick<Load, "sustained" | "p50" | "p99" | "failures" | "unchanged"> {
  const sorted = answers.map(({ milliseconds }) => milliseconds).sort((left, right) => left - right);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  const count = (status: number) => answers.filter((answer) => answer.status === status).length;
  return {
    sustained: answers.length / took,
    p50: at(0.5),
    p99: at(0.99),
    failures: answers.length - count(200) - count(304),
    unchanged: count(304),
  };
}
