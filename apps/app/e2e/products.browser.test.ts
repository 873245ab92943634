import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accessibilityFaults, launchBrowser, openPage, screenshot, type Theme, WIDTHS } from "./browser.ts";
import { startImages } from "./images.ts";
import {
  ARABIC_NAME,
  LONG_NAME,
  PASSWORD,
  type SeededBrand,
  seedBrand,
  seedProducts,
  seedRun,
} from "./seed.ts";
import { joinStack, own } from "./shared/join-stack.ts";
import { productRow, signIn } from "./sign-in.ts";
import type { Stack } from "./stack.ts";

let stack: Stack;
let browser: Browser;
let images: Awaited<ReturnType<typeof startImages>>;
let brand: SeededBrand;

beforeAll(async () => {
  [stack, images, browser] = await Promise.all([joinStack(), startImages(), launchBrowser()]);
  brand = await seedBrand(stack.admin, "Atelier Nord", await stack.auth.signUp(own("ada"), PASSWORD));
  await seedProducts(stack.admin, brand, images.imageOf);
  await seedRun(stack.admin, brand, {
    status: "completed",
    tallies: { read: 250, created: 238, updated: 12 },
  });
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await Promise.all([images?.stop(), stack?.stop()]);
});

describe.each(WIDTHS)("at %i pixels", (width) => {
  test.each<Theme>(["light", "dark"])(
    "one signs in by keyboard and sees the products (%s)",
    async (theme) => {
      const { page, complaints, close } = await openPage(browser, width, theme);
      await page.goto(stack.url);
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      await screenshot(page, `sign-in-${width}-${theme}`);
      expect(await accessibilityFaults(page)).toEqual([]);
      await signIn(page, { url: `${stack.url}/products`, email: own("ada") });

      await productRow(page, LONG_NAME.slice(0, 60)).waitFor();
      expect(new URL(page.url()).pathname).toBe("/products");
      const arabic = productRow(page, ARABIC_NAME);
      expect(await arabic.textContent()).toContain("style-1248");
      expect(await arabic.textContent()).toMatch(/€\d[\d,]*\.\d\d/);
      const header = page.getByRole("main");
      expect(await header.textContent()).toContain("238 created, 12 updated");
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await page.waitForFunction(() =>
        [...document.images].slice(0, 5).every((image) => image.naturalWidth > 0),
      );
      await screenshot(page, `products-${width}-${theme}`);
      expect(await accessibilityFaults(page)).toEqual([]);

      await page.reload();
      await arabic.waitFor();
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test("the whole list is reached by scrolling with the keyboard", async () => {
    const { page, close } = await openPage(browser, width);
    await signIn(page, { url: `${stack.url}/products`, email: own("ada") });
    await productRow(page, ARABIC_NAME).waitFor();
    await expect
      .poll(
        async () => {
          await page.keyboard.press("End");
          return productRow(page, "Merino crew-neck Oat No. 248").count();
        },
        { timeout: 15_000 },
      )
      .toBe(1);
    expect(await page.getByText("All 250 products shown").count()).toBe(1);
    expect(await page.getByRole("row").count()).toBeLessThan(60);
    await screenshot(page, `products-end-${width}`);
    await close();
  });
});
