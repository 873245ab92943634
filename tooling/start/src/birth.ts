import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

export interface Born {
  pid: number;
  /** When the process began, in the system's own words: a number that is used again differs here. */
  birth: string;
}

/** Names a living process beyond doubt; undefined when there is none with that number. */
export function born(pid: number): Born | undefined {
  const birth = existsSync("/proc/self/stat") ? fromProc(pid) : fromPs(pid);
  return birth ? { pid, birth } : undefined;
}

export function isAlive({ pid, birth }: Born): boolean {
  return born(pid)?.birth === birth;
}

/** proc(5): field 22 is the start time; the second one, a name in brackets, may hold blanks. */
function fromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): string | undefined {
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}
