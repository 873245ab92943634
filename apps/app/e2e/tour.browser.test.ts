import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, openPage, WIDTHS } from "./browser.ts";
import { countClicks } from "./clicks.ts";
import { judge } from "./judge.ts";
import { joinStack, own } from "./shared/join-stack.ts";
import type { Stack } from "./stack.ts";
import { type Hands, mouse } from "./tour/hands.ts";
import { keys } from "./tour/keys.ts";
import { startScene } from "./tour/scene.ts";
import { takeTour } from "./tour/take.ts";

const PATIENCE = 300_000;

let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([joinStack({ worker: true }), launchBrowser()]);
}, PATIENCE);

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

interface Way {
  width: number;
  hands: Hands;
  email: string;
  look: (name: string, page: Page) => Promise<void>;
}

/** @returns the clicks that each step took */
async function take({ width, hands, email, look }: Way): Promise<Record<string, number>> {
  await using scene = await startScene(stack, email);
  const { page, complaints, close } = await openPage(browser, width);
  const counter = await page.context().newPage();
  const clicks = await countClicks(page);
  const spent = await takeTour({ scene, hands, page, counter, look, clicks });
  expect(complaints).toEqual([]);
  await close();
  return spent;
}

test.each(WIDTHS)(
  "the tour: connect, watch, break, read, fix, edit, see, import (%i)",
  async (width) => {
    let looks = 0;
    const look = (name: string, page: Page) => {
      looks += 1;
      return judge(page, `tour/${String(looks).padStart(2, "0")}-${name}`, [width]);
    };
    const spent = await take({ width, hands: mouse, email: own(`tour-${width}`), look });
    // From an empty brand to a connected shop, whatever is clicked on counted.
    expect(spent["Connect the demo store"]).toBeGreaterThan(0);
    expect(spent["Connect the demo store"]).toBeLessThanOrEqual(6);
  },
  PATIENCE,
);

test(
  "the tour with keys alone: the focus is seen at each stop and never lost",
  async () => {
    const look = async () => {};
    const spent = await take({ width: 1280, hands: keys, email: own("keys"), look });
    expect(Object.values(spent).every((clicks) => clicks === 0)).toBe(true);
  },
  PATIENCE,
);
