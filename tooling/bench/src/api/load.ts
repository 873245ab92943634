import autocannon from "autocannon";
import type { RunningApi } from "./api-process.ts";
import { type Asked, type Mix, mixOf } from "./mix.ts";

export interface Load {
  rate: number;
  sustained: number;
  p50: number;
  p99: number;
  /** Calls that failed, timed out or were answered with anything but 200 and 304. */
  failures: number;
  /** Answers that said that nothing changed. */
  unchanged: number;
  seconds: number;
}

const CONNECTIONS = 20;

/**
 * A steady rate of the mix over 20 connections, from a process that shares the machine with the API. A
 * connection begins elsewhere in the mix than the others, so that no kind comes in waves.
 */
export async function measureLoad(
  api: RunningApi,
  { rate, seconds, ...asked }: { rate: number; seconds: number } & Asked,
): Promise<Load> {
  const mix = await mixOf(api, asked);
  let next = 0;
  const result = await autocannon({
    url: api.url,
    connections: CONNECTIONS,
    overallRate: rate,
    duration: seconds,
    requests: mix,
    setupClient: (client) => {
      client.setRequests(turned(mix, (next * mix.length) / CONNECTIONS));
      next += 1;
    },
  });
  const { latency, requests, errors, timeouts } = result;
  const answered = (status: 200 | 304) => result.statusCodeStats?.[`${status}`]?.count ?? 0;
  const all = requests.total;
  return {
    rate,
    seconds,
    sustained: requests.average,
    p50: latency.p50,
    p99: latency.p99,
    failures: errors + timeouts + all - answered(200) - answered(304),
    unchanged: answered(304),
  };
}

function turned(mix: Mix, by: number): Mix {
  const at = Math.floor(by) % mix.length;
  return [...mix.slice(at), ...mix.slice(0, at)];
}
