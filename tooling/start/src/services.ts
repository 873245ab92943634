import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "@v1/stack/root";
import { z } from "zod";
import type { Ports } from "./addresses.ts";
import { inherited } from "./env.ts";
import type { StartOptions } from "./options.ts";
import type { Command } from "./processes.ts";
import { type Place, settings } from "./settings.ts";

const bin = (name: string) => join(root, "node_modules", ".bin", name);

export function storeCommand({ store }: Ports, { products, seed }: StartOptions): Command {
  const script = join(root, "tooling", "stack", "src", "demo-store", "main.ts");
  const size = ["--port", String(store), "--products", String(products), "--seed", String(seed)];
  return { name: "store", program: bin("node"), args: [script, ...size], env: inherited() };
}

export function apiCommand(place: Place): Command {
  return { name: "api", ...scriptOf("apps/api", "start"), env: settings(place) };
}

/** With the heap flags that its package ships it with. */
export function workerCommand(place: Place): Command {
  return { name: "worker", ...scriptOf("packages/jobs", "worker"), env: settings(place) };
}

/**
 * A script of a package, such as "node --flag src/main.ts", to be run without a shell or a package
 * manager between us and the process that signals have to reach.
 */
function scriptOf(folder: string, name: string): Pick<Command, "program" | "args" | "cwd"> {
  const cwd = join(root, folder);
  const manifest = z.object({ scripts: z.record(z.string(), z.string()) });
  const { scripts } = manifest.parse(JSON.parse(readFileSync(join(cwd, "package.json"), "utf8")));
  const [program = "", ...args] = (scripts[name] ?? "").split(/\s+/);
  return { program: bin(program), args, cwd };
}
