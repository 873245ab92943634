import { join } from "node:path";
import { root } from "@v1/stack/root";
import type { Ports } from "./addresses.ts";
import { inherited } from "./env.ts";
import type { StartOptions } from "./options.ts";
import type { Command } from "./processes.ts";
import { type Place, settings } from "./settings.ts";

const bin = (name: string) => join(root, "node_modules", ".bin", name);

export function storeCommand({ store }: Ports, { products, seed, data }: StartOptions): Command {
  const script = join(root, "tooling", "stack", "src", "demo-store", "main.ts");
  const size = ["--port", String(store), "--products", String(products), "--seed", String(seed)];
  const keep = ["--keep", join(data, "store", "changes.json")];
  return { name: "store", program: bin("node"), args: [script, ...size, ...keep], env: inherited() };
}

export function apiCommand(place: Place): Command {
  const cwd = join(root, "apps", "api");
  return { name: "api", program: bin("bun"), args: [join("src", "main.ts")], env: settings(place), cwd };
}

/** Memory settings as the script of packages/jobs has them: a page lives briefly, so memory stays flat. */
export function workerCommand(place: Place): Command {
  const args = ["--max-semi-space-size=8", "--heap-growing-percent=25", join("src", "worker.ts")];
  const cwd = join(root, "packages", "jobs");
  const env = { ...settings(place), MALLOC_ARENA_MAX: "1" };
  return { name: "worker", program: bin("node"), args, env, cwd };
}
