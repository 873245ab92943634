import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@v1/core";
import { z } from "zod";
import { type Born, born, isAlive } from "./birth.ts";

const process_ = z.object({ pid: z.number(), birth: z.string() });
const schema = z.object({
  supervisor: process_,
  children: z.array(process_.extend({ name: z.string() })),
});

type Running = z.output<typeof schema>;

/** Who works on a data folder is written down, so that nobody else's process is ever touched. */
export function readRunning(data: string): Running | undefined {
  const file = join(data, "running.json");
  return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
}

export function writeRunning(data: string, children: Running["children"]): void {
  const supervisor = born(process.pid);
  if (!supervisor) return;
  const file = join(data, "running.json");
  writeFileSync(`${file}.new`, JSON.stringify({ supervisor, children }));
  renameSync(`${file}.new`, file);
}

export function forgetRunning(data: string): void {
  rmSync(join(data, "running.json"), { force: true });
}

/** @throws AppError when another process has this data in use */
export function refuseWhileRunning(data: string): void {
  const running = readRunning(data);
  if (!running || running.supervisor.pid === process.pid || !isAlive(running.supervisor)) return;
  throw new AppError({
    code: "conflict",
    message: `The stack is already up (process ${running.supervisor.pid}) on ${data}.`,
    hint: "Use that one, stop it with Ctrl-C, or start another beside it: npm start -- --data .data/second",
  });
}

/** Ends what a killed supervisor left behind. */
export async function endLeftovers(data: string): Promise<void> {
  const children = readRunning(data)?.children ?? [];
  await Promise.all(children.map((child) => end(child)));
  forgetRunning(data);
}

/** Asks a process to end, and insists after `patienceMs`: it and all of the group that it leads. */
export async function end(target: Born, patienceMs = 10_000): Promise<void> {
  if (!isAlive(target)) return;
  signal(target.pid, "SIGTERM");
  for (let waited = 0; waited < patienceMs; waited += 50) {
    await sleep(50);
    if (!isAlive(target)) break;
  }
  if (isAlive(target)) signal(target.pid, "SIGKILL");
  // Also when it went by itself: what it had started may not have.
  signal(-target.pid, "SIGKILL");
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone in the meantime, or the leader of no group.
  }
}
