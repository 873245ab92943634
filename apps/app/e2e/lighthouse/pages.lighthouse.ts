import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { freePort } from "@v1/stack/ports";
import { type BrowserContext, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CHROMIUM_FLAGS } from "../browser.ts";
import { signIn } from "../sign-in.ts";
import { type Stack, startStack } from "../stack.ts";
import { type Shop, seedShop } from "../tour/shop.ts";
import { audit, median, PRESETS, type Preset } from "./audit.ts";
import { BAR, type Judged, writeScores } from "./write-scores.ts";

const ROUNDS = 5;
const EMAIL = "ada@example.com";

let stack: Stack;
let shop: Shop;
let context: BrowserContext;
let port: number;
const folder = mkdtempSync(join(tmpdir(), "v1-lighthouse-"));
const judged: Judged[] = [];

beforeAll(async () => {
  stack = await startStack({ worker: true });
  shop = await seedShop(stack, { email: EMAIL, products: 1_000 });
  port = await freePort();
  // Lighthouse opens a tab of its own, which has the session of the profile and of no other context.
  context = await playwright.launchPersistentContext(folder, {
    executablePath: await chromium.executablePath(),
    args: [...CHROMIUM_FLAGS, `--remote-debugging-port=${port}`],
    viewport: null,
  });
  const page = await context.newPage();
  await signIn(page, { url: `${stack.url}/products`, email: EMAIL });
  await page.getByRole("row").nth(5).waitFor();
  await page.close();
}, 600_000);

afterAll(async () => {
  if (judged.length > 0) writeScores(judged, ROUNDS);
  console.table(
    judged.map(({ page, preset, scores: { faults: _, ...scores } }) => ({ page, preset, ...scores })),
  );
  await context?.close();
  await shop?.stop();
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Of what the browser has fetched; the session stays. */
async function emptyCache(): Promise<void> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.clearBrowserCache");
  await page.close();
}

const PAGES: Record<string, () => string> = {
  Integrations: () => "/integrations",
  Products: () => "/products",
  Product: () => `/products/${shop.productId}`,
};
const CASES = PRESETS.flatMap((preset) => Object.keys(PAGES).map((page): [string, Preset] => [page, preset]));

test.each(CASES)(
  "%s (%s)",
  async (page, preset) => {
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) {
      await emptyCache();
      rounds.push(await audit(`${stack.url}${PAGES[page]?.()}`, preset, port));
    }
    const scores = median(rounds);
    judged.push({ page, preset, scores });
    console.log(`${page}, ${preset}: ${scores.faults.join(", ") || "nothing to mend"}`);
    expect(scores.accessibility).toBeGreaterThanOrEqual(BAR);
    expect(scores.performance).toBeGreaterThanOrEqual(BAR);
  },
  600_000,
);
