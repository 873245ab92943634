import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { removePostgresData, stopPostgres } from "@v1/stack/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Born, born, isAlive } from "./birth.ts";
import { inherited } from "./env.ts";
import { endLeftovers, readRunning } from "./running.ts";

let data: string;
const children: ChildProcess[] = [];

beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), "v1-start-"));
});

afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await endLeftovers(data);
  await stopPostgres(join(data, "postgres"));
  removePostgresData(join(data, "postgres"));
  rmSync(data, { recursive: true, force: true });
});

interface Started {
  child: ChildProcess;
  ended: Promise<{ code: number | null; said: string }>;
}

function start(...args: string[]): Started {
  const script = join(import.meta.dirname, "main.ts");
  const child = spawn(process.execPath, [script, "--data", data, ...args], { env: inherited() });
  children.push(child);
  let said = "";
  child.stdout.on("data", (text) => {
    said += text;
  });
  child.stderr.on("data", (text) => {
    said += text;
  });
  const ended = new Promise<{ code: number | null; said: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, said }));
  });
  return { child, ended };
}

async function sync(products: number) {
  const file = join(data, "report.json");
  const { code, said } = await start("--once", "--products", String(products), "--json", file).ended;
  expect(code, said).toBe(0);
  return JSON.parse(readFileSync(file, "utf8"));
}

test("one start syncs the whole demo store, the next one finds it unchanged", async () => {
  const first = await sync(60);
  expect(first).toMatchObject({ status: "completed", tallies: { read: 60, created: 60, failed: 0 } });
  expect(first.sign_ins.map((one: { email: string }) => one.email)).toEqual([
    "owner@demo.test",
    "member@demo.test",
  ]);
  const second = await sync(60);
  expect(second).toMatchObject({ status: "completed", tallies: { created: 0, updated: 0, unchanged: 60 } });
  expect(second.brand_id).toBe(first.brand_id);
});

test("Ctrl-C stops all that was started", async () => {
  const { child, ended } = start("--once", "--products", "5000");
  const everybody = await atWork("worker");
  child.kill("SIGINT");
  child.kill("SIGINT");
  await ended;
  expect(everybody.filter(isAlive)).toEqual([]);
  expect(readRunning(data)).toBeUndefined();
});

/** All processes of the stack once the named one is among them, Postgres included. */
async function atWork(name: string): Promise<Born[]> {
  for (;;) {
    const children = readRunning(data)?.children ?? [];
    if (children.some((child) => child.name === name)) {
      const postmaster = Number(
        readFileSync(join(data, "postgres", "postmaster.pid"), "utf8").split("\n")[0],
      );
      return [...children, born(postmaster)].filter((one) => one !== undefined);
    }
    await sleep(50);
  }
}

test("an unknown option is refused with the list of known ones", async () => {
  const { code, said } = await start("--onec").ended;
  expect(code).toBe(1);
  expect(said).toContain("--once");
});
