import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchBrowser, openPage } from "./browser.ts";
import { joinStack, own } from "./shared/join-stack.ts";
import { signIn } from "./sign-in.ts";
import type { Stack } from "./stack.ts";
import { seedTwoSources, type TwoSources } from "./two-sources.ts";

type Scene = TwoSources & Pick<Stack, "url" | "admin">;

/** Opens a browser on a brand with two sources around the tests of a file. */
export function openTwoSources() {
  let stack: Stack | undefined;
  let browser: Browser | undefined;
  let sources: TwoSources | undefined;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([joinStack({ worker: true }), launchBrowser()]);
    sources = await seedTwoSources(stack);
  }, 400_000);

  afterAll(async () => {
    await browser?.close();
    await sources?.feeds.stop();
    await stack?.stop();
  });

  const scene = (): Scene => {
    if (!stack || !sources) throw new Error("The scene is set before the first test.");
    return { ...sources, url: stack.url, admin: stack.admin };
  };
  return {
    scene,
    /** A page, by somebody of the brand, at a path. */
    async open(path: string, email = own("ada")) {
      if (!browser) throw new Error("The browser opens before the first test.");
      const opened = await openPage(browser, 1280);
      await signIn(opened.page, { url: `${scene().url}${path}`, email });
      return opened;
    },
  };
}
