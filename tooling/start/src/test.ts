import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "@v1/stack/root";
import { findSchemaDrift } from "./schema-drift.ts";
import { readTestCounts } from "./test-counts.ts";

interface Counts {
  passed: number;
  failed: number;
}

interface Step {
  name: string;
  run(): Promise<Counts>;
}

const bin = (name: string) => join(root, "node_modules", ".bin", name);
const scratch = mkdtempSync(join(tmpdir(), "v1-test-"));

/** Cheap ones first. All of them run, whatever fails, so that one run tells everything. */
const STEPS: Step[] = [
  command("Format and lint", "biome", ["check", "--error-on-warnings", "."]),
  command("Workspace versions", "sherif", []),
  command("Unused code", "knip", []),
  command("Types", "bun", ["run", "types"]),
  { name: "Migrations follow the schema", run: checkSchema },
  vitest("Unit, boundaries, Postgres", "node"),
  vitest("Browser", "browser"),
];

function command(name: string, program: string, args: string[]): Step {
  return { name, run: async () => count((await runProgram(bin(program), args)) === 0) };
}

function vitest(name: string, project: string): Step {
  return {
    name,
    run: async () => {
      const report = join(scratch, `${project}.json`);
      const script = join(root, "node_modules", "vitest", "vitest.mjs");
      const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
      const args = [script, "run", "--project", project, "--passWithNoTests", ...reporters];
      return readTestCounts(report, (await runProgram(bin("node"), args)) === 0);
    },
  };
}

async function checkSchema(): Promise<Counts> {
  const drift = await findSchemaDrift();
  console.log(drift ?? "The migrations make what the schema says.");
  return count(drift === undefined);
}

function count(passed: boolean): Counts {
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function runProgram(program: string, args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

const total: Counts = { passed: 0, failed: 0 };
const summary: string[] = [];
for (const step of STEPS) {
  const began = Date.now();
  console.log(`\n── ${step.name} ${"─".repeat(Math.max(0, 76 - step.name.length))}`);
  const { passed, failed } = await step.run();
  total.passed += passed;
  total.failed += failed;
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  summary.push(`${failed ? "✗" : "✓"} ${step.name}: ${passed} passed, ${failed} failed, ${seconds} s`);
}
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${summary.join("\n")}\n\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
