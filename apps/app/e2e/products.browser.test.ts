import type { Browser, Page } from "playwright-core";
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
import { type Stack, startStack } from "./stack.ts";

let stack: Stack;
let browser: Browser;
let images: Awaited<ReturnType<typeof startImages>>;
let brand: SeededBrand;

beforeAll(async () => {
  [stack, images, browser] = await Promise.all([startStack(), startImages(), launchBrowser()]);
  brand = await seedBrand(stack.admin, "Atelier Nord", await stack.auth.signUp("ada@example.com", PASSWORD));
  await seedProducts(stack.admin, brand, images.imageOf);
  await seedRun(stack.admin, brand, {
    status: "completed",
    tallies: { read: 250, created: 238, updated: 12 },
  });
  await seedBrand(stack.admin, "Neue Marke", await stack.auth.signUp("new@example.com", PASSWORD));
  await stack.auth.signUp("nobody@example.com", PASSWORD);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await Promise.all([images?.stop(), stack?.stop()]);
});

/** With the keyboard alone: the email field has the focus already. */
async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto(stack.url);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "email");
  await page.keyboard.type(email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
}

const productRow = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

describe.each(WIDTHS)("at %i pixels", (width) => {
  test.each<Theme>(["light", "dark"])(
    "one signs in by keyboard and sees the products (%s)",
    async (theme) => {
      const { page, complaints, close } = await openPage(browser, width, theme);
      await page.goto(stack.url);
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      await screenshot(page, `sign-in-${width}-${theme}`);
      expect(await accessibilityFaults(page)).toEqual([]);
      await signIn(page, "ada@example.com");

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
    await signIn(page, "ada@example.com");
    await productRow(page, ARABIC_NAME).waitFor();
    await expect
      .poll(async () => {
        await page.keyboard.press("End");
        return page.getByText("All 250 products shown").count();
      })
      .toBe(1);
    await productRow(page, "Merino crew-neck Oat No. 248").waitFor();
    expect(await page.getByRole("row").count()).toBeLessThan(60);
    await screenshot(page, `products-end-${width}`);
    await close();
  });
});
