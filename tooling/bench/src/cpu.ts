import { readdirSync, readFileSync } from "node:fs";

/** Linux counts a process' time in hundredths of a second for programs, whatever its own clock does. */
const TICKS_PER_SECOND = 100;

/**
 * CPU seconds that a Postgres server has used so far: its processes and the sessions that have ended.
 * Unlike the time on the wall, they hardly depend on what else the machine does. Zero off Linux.
 */
function serverCpuSeconds(pid: number): number {
  let ticks = 0;
  for (const name of processes()) {
    const stat = statOf(name);
    const isServer = name === String(pid) || stat[1] === String(pid);
    // proc(5): the fields from the state on; utime, stime, cutime, cstime are the 14th to the 17th of all.
    if (isServer) ticks += stat.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  }
  return ticks / TICKS_PER_SECOND;
}

function processes(): string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** Empty for a process that has ended meanwhile. */
function statOf(pid: string): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}

/** Runs `work` and gives the CPU seconds that the server used meanwhile, beside its result. */
export async function withServerCpu<T>(
  pid: number,
  work: () => Promise<T>,
): Promise<{ result: T; serverCpu: number }> {
  const before = serverCpuSeconds(pid);
  const result = await work();
  return { result, serverCpu: serverCpuSeconds(pid) - before };
}
