import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "@v1/stack/root";
import type { TestProject } from "vitest/node";
import { type StackAddress, startStack } from "../stack.ts";

declare module "vitest" {
  interface ProvidedContext {
    browserStack: StackAddress;
  }
}

/** Of a connector whose settings no page has been made for. */
const STRANGE = join(root, "apps", "api", "src", "testing", "strange-connector.ts");

/** One stack for all files that join it: they have brands and people of their own in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { postgresUrl: server } = project.getProvidedContext();
  const stack = await startStack({ preload: STRANGE, server });
  await stack.admin.query(readFileSync(join(root, "supabase", "seed.sql"), "utf8"));
  project.provide("browserStack", stack.address);
  return stack.stop;
}
