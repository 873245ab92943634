import { join } from "node:path";
import type { DemoStore } from "@v1/stack/demo-store";
import { root } from "@v1/stack/root";
import { PASSWORD } from "../seed.ts";
import type { Stack } from "../stack.ts";
import { seedShop } from "./shop.ts";

/** What the README's reader drops: five of the demo store's products with their GTINs, and a new one. */
export const FILE = join(root, "docs", "tour", "gtins.csv");

export interface Scene {
  url: string;
  store: DemoStore;
  email: string;
  password: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** What `npm start` leads to, with fewer products: somebody whose brand has those of the demo store. */
export async function startScene(stack: Stack, email: string, port?: number): Promise<Scene> {
  const { store, stop } = await seedShop(stack, { email, products: 240, ...(port ? { port } : {}) });
  return { url: stack.url, store, email, password: PASSWORD, [Symbol.asyncDispose]: stop };
}

/** So slow that a run can be watched. */
export function slowDown({ store }: Scene): void {
  store.control({ action: "slow", hundredLinesDelayMs: 400 });
}
