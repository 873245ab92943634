import { existsSync, readFileSync } from "node:fs";

const STATUS = "/proc/self/status";

/**
 * Most memory that this process has held, in millions of bytes. `getrusage` would count what its
 * parent held before the program was loaded (Linux keeps ru_maxrss over execve), so that is second best.
 */
export function peakMemoryMb(): number {
  const kib = existsSync(STATUS) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(STATUS, "utf8"))?.[1] : undefined;
  return (Number(kib ?? process.resourceUsage().maxRSS) * 1024) / 1e6;
}
