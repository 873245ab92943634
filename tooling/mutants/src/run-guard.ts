import { type ChildProcess, spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Guard } from "./mutant.ts";
import type { Workspace } from "./workspace.ts";

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

export interface GuardResult {
  passed: string[];
  failed: string[];
  /** Files that could not be loaded: nothing is known of their tests. */
  broken: string[];
  /** The first failure's own words. */
  message: string;
  /** Ended because it would not end. */
  hung: boolean;
}

/** A test that waits for what a mutant never does is ended by vitest; the rest of the time is the run's. */
const TEST_SECONDS = 40;

const running = new Set<ChildProcess>();

/** Ends the test runs that are under way. */
export function stopGuards(): void {
  for (const child of running) child.kill("SIGKILL");
}

/** Runs guards in a workspace, as far as the first failure where `bail` says so. */
export async function runGuards(
  workspace: Workspace,
  guards: Guard[],
  { bail, seconds }: { bail: boolean; seconds: number },
): Promise<GuardResult> {
  const report = join(workspace.folder, "report.json");
  await rm(report, { force: true });
  const options = [...argumentsFor(guards), `--outputFile=${report}`, ...(bail ? ["--bail=1"] : [])];
  const hung = !(await runVitest(workspace, options, seconds));
  const text = await readFile(report, "utf8").catch(() => null);
  if (text === null) return { passed: [], failed: [], broken: [], message: "", hung };
  return { ...summaryOf(reportSchema.parse(JSON.parse(text))), hung };
}

function argumentsFor(guards: Guard[]): string[] {
  const files = new Set(guards.map(({ file }) => file));
  const names = guards.map(({ test }) => test);
  const filter = names.every((name) => name !== undefined)
    ? [`--testNamePattern=${names.map((name = "") => escaped(name)).join("|")}`]
    : [];
  return [...files, ...filter];
}

/** As a regular expression that finds the text itself. */
function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** False where it had to be ended. */
async function runVitest(workspace: Workspace, more: string[], seconds: number): Promise<boolean> {
  const script = join(workspace.folder, "node_modules", "vitest", "vitest.mjs");
  const child = spawn(
    process.execPath,
    [
      script,
      "run",
      "--project=node",
      "--reporter=json",
      "--maxWorkers=1",
      `--testTimeout=${TEST_SECONDS * 1000}`,
      ...more,
    ],
    { cwd: workspace.folder, stdio: "ignore" },
  );
  running.add(child);
  let hung = false;
  const timer = setTimeout(() => {
    hung = true;
    child.kill("SIGKILL");
  }, seconds * 1000);
  await new Promise((resolve) => child.once("close", resolve));
  clearTimeout(timer);
  running.delete(child);
  return !hung;
}

function summaryOf(report: z.infer<typeof reportSchema>): Omit<GuardResult, "hung"> {
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const named = (wanted: string) => tests.filter(({ status }) => status === wanted);
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  return {
    passed: named("passed").map(({ fullName }) => fullName),
    failed: named("failed").map(({ fullName }) => fullName),
    broken: broken.map(({ name }) => name),
    message: named("failed")[0]?.failureMessages?.[0] ?? broken[0]?.message ?? "",
  };
}
