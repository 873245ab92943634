import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { AppError } from "@v1/core";

export interface Program {
  name: string;
  args: string[];
  env?: Record<string, string>;
  cwd?: string;
}

/** Runs a program of ours on this Node until `work` has ended; it is told to stop then. */
export async function withProgram<T>(
  program: Program,
  work: (lines: AsyncIterator<string>) => Promise<T>,
): Promise<T> {
  const child = spawn(process.execPath, program.args, {
    cwd: program.cwd,
    env: { ...process.env, ...program.env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  try {
    return await work(linesOf(child));
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

function linesOf(child: ChildProcess): AsyncIterator<string> {
  if (!child.stdout) throw new Error("The program's output is not read.");
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
}

/** Waits for a line that holds `text`. */
export async function lineWith(lines: AsyncIterator<string>, text: string): Promise<string> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done) {
      throw new AppError({
        code: "internal",
        message: `A program of the bench ended before it said “${text}”.`,
        hint: "Its own output stands above.",
      });
    }
    if (value.includes(text)) return value;
  }
}
