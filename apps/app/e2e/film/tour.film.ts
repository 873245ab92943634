import { portFrom } from "@v1/stack/ports";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { launchBrowser, openPage } from "../browser.ts";
import { startStack } from "../stack.ts";
import { mouse } from "../tour/hands.ts";
import { startScene } from "../tour/scene.ts";
import { STEPS } from "../tour/steps.ts";
import { takeTour } from "../tour/take.ts";
import { caption } from "./caption.ts";
import { type Frame, writeFilm, writeStill } from "./pictures.ts";

/** Places of the tour that are pictures of their own. */
const STILLS: Record<string, string> = { synced: "connection", error: "error", product: "product" };
/** The port that `npm start` gives the demo store. */
const STORE_PORT = 4100;
const PATIENCE = 600_000;

test(
  "the tour becomes a film and its pictures",
  async () => {
    const [stack, browser] = await Promise.all([startStack({ worker: true }), launchBrowser()]);
    const scene = await startScene(stack, "owner@demo.test", await portFrom(STORE_PORT));
    const { page, close } = await openPage(browser, 1280);
    const counter = await page.context().newPage();
    const frames: Frame[] = [];
    const titles = STEPS.map(({ title }) => title);
    const look = async (name: string, shown: Page, step: string) => {
      const still = STILLS[name];
      if (still) await writeStill(still, await shown.screenshot());
      const remove = await caption(shown, `${titles.indexOf(step) + 1}. ${step}`);
      // A run that moves is shown moving.
      const shots = name === "syncing" ? 4 : 1;
      for (let shot = 0; shot < shots; shot++) {
        frames.push({ png: await shown.screenshot(), ms: name === "syncing" ? 700 : 1_900 });
        if (shot + 1 < shots) await shown.waitForTimeout(1_000);
      }
      await remove();
    };
    try {
      await takeTour({ scene, hands: mouse, page, counter, look });
    } finally {
      await close();
      await browser.close();
      await scene[Symbol.asyncDispose]();
      await stack.stop();
    }
    const bytes = await writeFilm("tour", frames);
    expect(bytes).toBeLessThan(4 * 1024 * 1024);
  },
  PATIENCE,
);
