import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchBrowser, openPage } from "./browser.ts";
import { joinStack, own } from "./shared/join-stack.ts";
import { signIn } from "./sign-in.ts";
import type { Stack } from "./stack.ts";

interface SceneOptions<Seeded> {
  /** True where tasks have to run too. */
  worker?: boolean;
  /** What the tests of the file find; somebody called `ada` among it. */
  seed: (stack: Stack) => Promise<Seeded>;
  clean?: (seeded: Seeded) => Promise<unknown>;
}

/** Joins the stack, seeds it and opens a browser around the tests of a file. */
export function openScene<Seeded extends object>({ worker = false, seed, clean }: SceneOptions<Seeded>) {
  let stack: Stack | undefined;
  let browser: Browser | undefined;
  let seeded: Seeded | undefined;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([joinStack({ worker }), launchBrowser()]);
    seeded = await seed(stack);
  }, 400_000);

  afterAll(async () => {
    await browser?.close();
    if (seeded) await clean?.(seeded);
    await stack?.stop();
  });

  const scene = (): Stack & Seeded => {
    if (!stack || !seeded) throw new Error("The scene is set before the first test.");
    return { ...stack, ...seeded };
  };
  return {
    scene,
    /** A page at a path, once somebody of the brand has signed in there. */
    async open(path: string, email = own("ada")) {
      if (!browser) throw new Error("The browser opens before the first test.");
      const opened = await openPage(browser, 1280);
      await signIn(opened.page, { url: `${scene().url}${path}`, email });
      return opened;
    },
  };
}
