import autocannon from "autocannon";
import type { RunningApi } from "./api-process.ts";

export interface Load {
  rate: number;
  sustained: number;
  p50: number;
  p99: number;
  failures: number;
  seconds: number;
}

/** A steady rate of list requests over 20 connections, from a process that shares the machine with the API. */
export async function measureLoad(
  { url, headers }: RunningApi,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<Load> {
  const input = encodeURIComponent(JSON.stringify({ json: { limit: 50 } }));
  const result = await autocannon({
    url: `${url}/trpc/products.list?input=${input}`,
    headers,
    connections: 20,
    overallRate: rate,
    duration: seconds,
  });
  const { latency, requests, errors, timeouts, non2xx } = result;
  return {
    rate,
    seconds,
    sustained: requests.average,
    p50: latency.p50,
    p99: latency.p99,
    failures: errors + timeouts + non2xx,
  };
}
