import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { born, isAlive } from "./birth.ts";
import { type Command, superviseProcesses } from "./processes.ts";
import { end, endLeftovers, readRunning, refuseWhileRunning } from "./running.ts";

let data: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "v1-processes-"));
});

afterEach(async () => {
  await endLeftovers(data);
  rmSync(data, { recursive: true, force: true });
});

function script(name: string, source: string): Command {
  return { name, program: process.execPath, args: ["-e", source], env: {} };
}

const FOREVER = "setInterval(() => {}, 1000);";

/** Waits for a line of a child's log, as it may take a while to get there. */
async function logged(name: string, pattern: RegExp): Promise<string> {
  for (;;) {
    const found = pattern.exec(readFileSync(join(data, "logs", `${name}.log`), "utf8"));
    if (found) return found[1] ?? found[0];
    await sleep(20);
  }
}

test("a part that ends by itself is named, with the end of its log", async () => {
  const processes = superviseProcesses(data);
  processes.start(script("steady", FOREVER));
  processes.start(script("worker", 'console.log("cannot reach it"); process.exit(3)'));
  await expect(processes.failed).rejects.toThrow(
    /The worker ended by itself \(exit code 3\)[\s\S]*cannot reach it/,
  );
  await processes.stopAll();
});

test("even an exit without an error is an end that nobody wanted", async () => {
  const processes = superviseProcesses(data);
  processes.start(script("store", ""));
  await expect(processes.failed).rejects.toThrow("The store ended by itself (exit code 0)");
});

test("a program that cannot be started is named too", async () => {
  const processes = superviseProcesses(data);
  processes.start({ name: "api", program: join(data, "missing"), args: [], env: {} });
  await expect(processes.failed).rejects.toThrow(/The api ended by itself \(.*ENOENT/);
});

test("one that is meant to end tells how it went", async () => {
  const processes = superviseProcesses(data);
  await processes.run(script("good", ""));
  await expect(processes.run(script("bad", 'console.log("no luck"); process.exit(1)'))).rejects.toThrow(
    "no luck",
  );
});

test("stopping takes what a part has started along, and nobody else", async () => {
  const processes = superviseProcesses(data);
  const spawn = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(FOREVER)}])`;
  processes.start(script("parent", `console.log("child " + ${spawn}.pid); ${FOREVER}`));
  const grandchild = born(Number(await logged("parent", /child (\d+)/)));
  const children = readRunning(data)?.children ?? [];
  await processes.stopAll();
  expect(children.map(isAlive)).toEqual([false]);
  await sleep(100);
  expect(grandchild && isAlive(grandchild)).toBe(false);
  expect(readRunning(data)).toBeUndefined();
});

test("what a killed supervisor left is ended, a stranger with the same number is not", async () => {
  superviseProcesses(data).start(script("left", FOREVER));
  const [left] = readRunning(data)?.children ?? [];
  if (!left) throw new Error("The child was not written down.");
  const stranger = { ...left, birth: "another time" };
  await end(stranger);
  expect(isAlive(left)).toBe(true);
  await endLeftovers(data);
  expect(isAlive(left)).toBe(false);
});

test("data that another living supervisor works on is refused, that of a dead one is not", async () => {
  const processes = superviseProcesses(data);
  processes.start(script("other", FOREVER));
  const running = readRunning(data);
  const other = running?.children[0];
  writeFileSync(join(data, "running.json"), JSON.stringify({ supervisor: other, children: [] }));
  expect(() => refuseWhileRunning(data)).toThrow("The stack is already up");
  await processes.stopAll();
  writeFileSync(join(data, "running.json"), JSON.stringify({ supervisor: other, children: [] }));
  expect(() => refuseWhileRunning(data)).not.toThrow();
});
