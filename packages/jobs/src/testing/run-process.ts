import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export interface Started {
  process: ChildProcess;
  /** All that it wrote so far. */
  output(): string;
  ended: Promise<[code: number | null, signal: string | null]>;
}

/** Starts a script on this Node with nothing in its environment but what is given. */
export function runProcess(script: string, env: Record<string, string>): Started {
  const child = spawn(process.execPath, ["--max-semi-space-size=8", script], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  return { process: child, output: () => output, ended: once(child, "close") as Started["ended"] };
}
