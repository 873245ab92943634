import type { Browser, Locator, Route } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults, launchBrowser, openPage, screenshot } from "./browser.ts";
import { PASSWORD, type SeededBrand, seedBrand, seedProducts, seedRun } from "./seed.ts";
import { joinStack, own } from "./shared/join-stack.ts";
import { productRow, signIn } from "./sign-in.ts";
import type { Stack } from "./stack.ts";

let stack: Stack;
let browser: Browser;
let full: SeededBrand;

beforeAll(async () => {
  [stack, browser] = await Promise.all([joinStack(), launchBrowser()]);
  full = await seedBrand(stack.admin, "Atelier Nord", await stack.auth.signUp(own("ada"), PASSWORD));
  await seedProducts(stack.admin, full, () => "https://shop.invalid/gone.png");
}, 400_000);

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

test("every page has its shape while it is read, says what failed, and goes on", async () => {
  const run = await seedRun(stack.admin, full, { status: "completed", tallies: { read: 412 } });
  const { rows } = await stack.admin.query("select id from products where brand_id = $1 limit 1", [
    full.brandId,
  ]);
  const PATHS = {
    overview: "/overview",
    product: `/products/${rows[0]?.id}`,
    integrations: "/integrations",
    connection: `/integrations/${full.connectionId}`,
    connect: "/integrations/connect/shopify",
    fields: "/integrations/fields",
    review: "/review",
    run: `/runs/${run}`,
    imports: "/imports",
    conflicts: "/conflicts",
    members: "/settings?tab=members",
  };
  const { page, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/products`, email: own("ada") });
  await productRow(page, "No. 1").first().waitFor();
  const [again, shape] = [
    page.getByRole("button", { name: "Try again" }),
    page.locator("main .animate-pulse"),
  ];
  const unavailable = { status: 503, contentType: "application/problem+json", body: '{"status":503}' };
  for (const [name, path] of Object.entries(PATHS)) {
    const held: Route[] = [];
    let failing = false;
    await page.route(/\/api\/trpc\/(?!brand\.list)/, (route) =>
      failing ? route.fulfill(unavailable) : void held.push(route),
    );
    // Without it the page does not come with its data. Only a page that is gone cannot write it again.
    await page.goto("about:blank");
    await page.context().clearCookies({ name: "v1.token" });
    await page.goto(`${stack.url}${path}`);
    await expect.poll(() => held.length, { message: name }).toBeGreaterThan(0);
    expect(await shape.count(), `${name} has a skeleton`).toBeGreaterThan(0);
    await screenshot(page, `state-${name}-loading`);
    expect(await accessibilityFaults(page), name).toEqual([]);
    failing = true;
    await Promise.all(held.map((route) => route.fulfill(unavailable)));
    await again.first().waitFor();
    await page.getByText("The service cannot be reached.").first().waitFor();
    await screenshot(page, `state-${name}-error`);
    expect(await accessibilityFaults(page), name).toEqual([]);
    await page.unrouteAll();
    await again.first().click();
    await expect.poll(() => again.count(), { message: `${name} goes on` }).toBe(0);
    await expect.poll(() => shape.count(), { message: `${name} is read` }).toBe(0);
  }
  await close();
}, 240_000);

test("what closes gives the focus back to what opened it", async () => {
  const { page, complaints, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/products`, email: own("ada") });
  await productRow(page, "No. 1").first().waitFor();
  const returnsTo = async (opener: Locator, way: () => Promise<void>) => {
    await opener.focus();
    await page.keyboard.press("Enter");
    await way();
    await page.getByRole("dialog").waitFor();
    await page.locator("[role=dialog]:focus-within").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await expect.poll(() => opener.evaluate((element) => element === document.activeElement)).toBe(true);
  };
  const atOnce = async () => {};
  for (const name of ["New product", "Filter", "Search"]) {
    await returnsTo(page.getByRole("button", { name, exact: true }), atOnce);
  }
  // From a menu, whose item is gone by then.
  await returnsTo(page.getByRole("button", { name: "Atelier Nord" }), async () => {
    await page.locator("[role^=menuitem]:focus").waitFor();
    await page.keyboard.press("End");
    await page.locator("[role^=menuitem]:focus", { hasText: "Create a brand" }).waitFor();
    await page.keyboard.press("Enter");
  });
  await page.setViewportSize({ width: 390, height: 844 });
  await returnsTo(page.getByRole("button", { name: "Pages" }), atOnce);
  expect(complaints.filter((complaint) => !complaint.includes("ERR_NAME_NOT_RESOLVED"))).toEqual([]);
  await close();
});
