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
  vitest("Unit, boundaries, Postgres", ["node", "services"]),
  command("Build of the app", "node", [join(root, "apps", "app", "e2e", "build-main.ts")]),
  // One file at a time leaves two fifths of two processors idle: pages wait for a moment again and again.
  vitest("Browser", ["browser"], 2),
];

function command(name: string, program: string, args: string[]): Step {
  return { name, run: async () => count((await runProgram(bin(program), args)) === 0) };
}

/** Shards run beside each other, each with servers of its own. */
function vitest(name: string, projects: string[], shards = 1): Step {
  return {
    name,
    run: async () => {
      const counts = Array.from({ length: shards }, (_, index) => runShard(projects, index + 1, shards));
      return (await Promise.all(counts)).reduce(sum);
    },
  };
}

async function runShard(projects: string[], shard: number, shards: number): Promise<Counts> {
  const report = join(scratch, `${projects.join("-")}-${shard}.json`);
  const script = join(root, "node_modules", "vitest", "vitest.mjs");
  const args = [script, "run", ...projects.flatMap((project) => ["--project", project])];
  args.push(`--shard=${shard}/${shards}`, "--passWithNoTests");
  args.push("--reporter=default", "--reporter=json", `--outputFile.json=${report}`);
  return readTestCounts(report, (await runProgram(bin("node"), args)) === 0);
}

async function checkSchema(): Promise<Counts> {
  const drift = await findSchemaDrift();
  console.log(drift ?? "The migrations make what the schema says.");
  return count(drift === undefined);
}

function count(passed: boolean): Counts {
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function sum(one: Counts, other: Counts): Counts {
  return { passed: one.passed + other.passed, failed: one.failed + other.failed };
}

function runProgram(program: string, args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

let total: Counts = { passed: 0, failed: 0 };
const summary: string[] = [];
for (const step of STEPS) {
  const began = Date.now();
  console.log(`\n── ${step.name} ${"─".repeat(Math.max(0, 76 - step.name.length))}`);
  const counts = await step.run();
  const { passed, failed } = counts;
  total = sum(total, counts);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  summary.push(`${failed ? "✗" : "✓"} ${step.name}: ${passed} passed, ${failed} failed, ${seconds} s`);
}
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${summary.join("\n")}\n\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
