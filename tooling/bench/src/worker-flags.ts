import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@v1/core";
import { root } from "@v1/stack/root";

const MANIFEST = join(root, "packages", "jobs", "package.json");

/** Node's flags of the worker that ships, read from the `worker` script of its package. */
export function workerFlags(): string[] {
  const flags = workerScript().filter((word) => word.startsWith("--"));
  if (flags.length > 0) return flags;
  throw new AppError({
    code: "precondition_failed",
    message: "The worker's script in packages/jobs/package.json names no heap flags.",
    hint: 'Put them back ("worker": "node --max-semi-space-size=8 … src/worker.ts"), or teach the bench where they are.',
  });
}

/** What the same script sets in its environment, as names and values. */
export function workerEnvironment(): Record<string, string> {
  const words = workerScript();
  const settings = words.slice(0, words.indexOf("node")).map((word) => word.split("="));
  return Object.fromEntries(settings.map(([name = "", value = ""]) => [name, value]));
}

function workerScript(): string[] {
  const manifest: { scripts?: { worker?: string } } = JSON.parse(readFileSync(MANIFEST, "utf8"));
  return manifest.scripts?.worker?.split(/\s+/) ?? [];
}
