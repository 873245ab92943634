import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "@v1/stack/root";

/** All that the browser's code is made of. */
const SOURCES = [
  "apps/app/src",
  "apps/app/next.config.ts",
  "packages/core/src",
  "packages/ui",
  "packages/supabase/src",
  "bun.lock",
];

/** Builds where the last build in `folder` was made from other sources. */
export async function buildOnce(folder: string, build: () => Promise<void>): Promise<void> {
  const marker = join(folder, "built-from");
  const wanted = fingerprint();
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return;
  await build();
  writeFileSync(marker, wanted);
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
