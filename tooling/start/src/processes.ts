import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { AppError } from "@v1/core";
import { root } from "@v1/stack/root";
import { type Born, born } from "./birth.ts";
import { end, forgetRunning, writeRunning } from "./running.ts";

export interface Command {
  /** What it is called on the screen and in its log's name. */
  name: string;
  program: string;
  args: string[];
  env: Record<string, string>;
  cwd?: string;
}

export interface Processes {
  start(command: Command): void;
  /** Runs one that is meant to end; rejects when it fails. */
  run(command: Command): Promise<void>;
  /** Rejects when one of them ends without having been told to. */
  failed: Promise<never>;
  /** Something to close once all of them have ended. */
  atEnd(close: () => Promise<void>): void;
  /** Ends all, the last one first. */
  stopAll(): Promise<void>;
}

interface Child extends Born {
  name: string;
}

/** The processes of one stack. Each has a group of its own, so that Ctrl-C reaches only us. */
export function superviseProcesses(data: string): Processes {
  const logs = join(data, "logs");
  mkdirSync(logs, { recursive: true });
  const children: Child[] = [];
  const closers: (() => Promise<void>)[] = [];
  const { promise: failed, reject } = Promise.withResolvers<never>();
  // Whoever waits for something races against it; when nobody does, it is not unhandled.
  failed.catch(() => undefined);
  let stopping = false;
  const logOf = ({ name }: Command) => join(logs, `${name}.log`);

  const spawnChild = (command: Command, ended: (how: string | undefined) => void) => {
    const child = spawnLogged(command, logOf(command));
    const identity = child.pid === undefined ? undefined : born(child.pid);
    if (identity) children.push({ ...identity, name: command.name });
    writeRunning(data, children);
    child.on("error", (error) => ended(error.message));
    child.on("exit", (code, signal) => ended(code === 0 ? undefined : (signal ?? `exit code ${code}`)));
  };

  return {
    failed,
    start: (command) =>
      spawnChild(command, (how) => {
        if (!stopping) reject(death(command.name, how ?? "exit code 0", logOf(command)));
      }),
    run: (command) =>
      new Promise((done, fail) => {
        spawnChild(command, (how) => (how ? fail(death(command.name, how, logOf(command))) : done()));
      }),
    atEnd: (close) => closers.push(close),
    stopAll: async () => {
      stopping = true;
      for (const child of children.splice(0).reverse()) await end(child);
      for (const close of closers.splice(0).reverse()) await close();
      forgetRunning(data);
    },
  };
}

function spawnLogged({ program, args, env, cwd }: Command, log: string): ChildProcess {
  const file = openSync(log, "w");
  try {
    return spawn(program, args, { env, cwd: cwd ?? root, detached: true, stdio: ["ignore", file, file] });
  } finally {
    closeSync(file);
  }
}

function death(name: string, how: string, log: string): AppError {
  const tail = readFileSync(log, "utf8").trimEnd().split("\n").slice(-20).join("\n");
  return new AppError({
    code: "unavailable",
    message: `The ${name} ended by itself (${how}). The end of its log:\n${tail || "(it said nothing)"}`,
    hint: `All of it is in ${relative(process.cwd(), log)}.`,
  });
}
