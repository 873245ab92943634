import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "@v1/stack/root";
import type { Command, Processes } from "./processes.ts";
import { type Place, settings } from "./settings.ts";

const APP = join(root, "apps", "app");
/** All that a build can read of ours: the app, and what it imports or takes types from. */
const SOURCES = ["apps/app", "apps/api", "packages", "bun.lock"].map((path) => join(root, path));
const NOT_SOURCE = new Set(["node_modules", ".next", ".turbo", "next-env.d.ts", "tsconfig.tsbuildinfo"]);
/** Inside the build's own folder, so that it goes when the build goes. */
const MARKER = join(APP, ".next", "built-from");

export function hasApp(): boolean {
  return existsSync(join(APP, "next.config.ts"));
}

/** Whether the last build was made from the sources as they are now. */
export function isBuilt(): boolean {
  return existsSync(MARKER) && readFileSync(MARKER, "utf8") === fingerprint();
}

/** Builds the app from the sources as they are when it begins. */
export async function buildApp(place: Place, processes: Processes): Promise<void> {
  const built = fingerprint();
  await processes.run({ ...next(place, ["build"]), name: "app-build" });
  writeFileSync(MARKER, built);
}

export function appCommand(place: Place): Command {
  return next(place, ["start", "--hostname", "127.0.0.1", "--port", String(place.ports.app)]);
}

function next(place: Place, args: string[]): Command {
  return {
    name: "app",
    program: join(root, "node_modules", ".bin", "node"),
    args: [join(APP, "node_modules", "next", "dist", "bin", "next"), ...args],
    env: { ...settings(place), NODE_ENV: "production" },
    cwd: APP,
  };
}

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap(filesOf)) {
    hash.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  if (path === join(root, "bun.lock")) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !NOT_SOURCE.has(entry.name) && !entry.name.endsWith(".test.ts"))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) return filesOf(inner);
      return entry.isFile() ? [inner] : [];
    });
}
