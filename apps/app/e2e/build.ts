import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "@v1/stack/root";
import { runProgram } from "./processes.ts";

const APP = join(root, "apps", "app");
const bin = (name: string) => join(root, "node_modules", ".bin", name);

/** Beside the build of `npm start`, so that testing does not pull it from under a running one. */
const DIST = { NEXT_DIST_DIR: ".next/e2e", NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };

/** All that the browser's code is made of. */
const SOURCES = [
  "apps/app/src",
  "apps/app/next.config.ts",
  "packages/core/src",
  "packages/ui",
  "packages/supabase/src",
  "bun.lock",
];

/** The program that serves the build on `port`, but for the settings of what it talks to. */
export function appServer(port: number) {
  return { ...next("start", "--hostname", "127.0.0.1", "--port", String(port)), env: DIST };
}

/** Builds the app where its last build was made from other sources. One process at a time. */
export async function buildApp(): Promise<void> {
  const marker = join(APP, DIST.NEXT_DIST_DIR, "built-from");
  const wanted = fingerprint();
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return;
  await runProgram({ ...next("build"), env: DIST });
  writeFileSync(marker, wanted);
}

function next(...args: string[]) {
  const program = join(APP, "node_modules", "next", "dist", "bin", "next");
  return { program: bin("node"), args: [program, ...args], cwd: APP };
}

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap((path) => filesOf(join(root, path)))) {
    hash.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.name !== "node_modules" && !entry.isSymbolicLink())
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesOf(join(path, entry.name)));
}
