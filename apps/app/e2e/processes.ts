import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { inherited } from "./env.ts";

export interface Command {
  program: string;
  args: string[];
  cwd: string;
  env?: Record<string, string>;
}

export interface Running {
  /** What it has written so far. */
  output: () => string;
  stop: () => Promise<void>;
}

/** Starts a server and waits until `url` answers. Throws with its output where it ends before. */
export async function startServer(command: Command, url: string): Promise<Running> {
  const { child, output } = start(command);
  const stop = () => end(child);
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null) throw new Error(`${command.program} ended:\n${output()}`);
    if (await answers(url)) return { output, stop };
    await sleep(100);
  }
  await stop();
  throw new Error(`${url} does not answer:\n${output()}`);
}

/** Starts what answers no requests, such as a worker. */
export function startProcess(command: Command): Running {
  const { child, output } = start(command);
  return { output, stop: () => end(child) };
}

/** Runs to the end. Throws with its output where it fails. */
export async function runProgram(command: Command): Promise<void> {
  const { child, output } = start(command);
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`${command.program} ${command.args.join(" ")} failed:\n${output()}`);
}

function start({ program, args, cwd, env }: Command) {
  let text = "";
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(program, args, {
    cwd,
    env: { ...inherited(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const keep = (chunk: Buffer) => {
    text += chunk.toString("utf8");
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  return { child, output: () => text };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await ended;
  clearTimeout(late);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(2_000) })).status < 500;
  } catch {
    return false;
  }
}
