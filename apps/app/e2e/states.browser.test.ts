import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accessibilityFaults, launchBrowser, openPage, screenshot, WIDTHS } from "./browser.ts";
import { addOwner, PASSWORD, type SeededBrand, seedBrand, seedProducts, seedRun } from "./seed.ts";
import { productRow, signIn } from "./sign-in.ts";
import { type OwnStack, startStack } from "./stack.ts";

let stack: OwnStack;
let browser: Browser;
let full: SeededBrand;
let empty: SeededBrand;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), launchBrowser()]);
  full = await seedBrand(stack.admin, "Atelier Nord", await stack.auth.signUp("ada@example.com", PASSWORD));
  await seedProducts(stack.admin, full, () => "https://shop.invalid/gone.png");
  empty = await seedBrand(stack.admin, "ماركة جديدة", await stack.auth.signUp("new@example.com", PASSWORD));
  await stack.auth.signUp("nobody@example.com", PASSWORD);
}, 240_000);

beforeEach(() => stack.admin.query("delete from sync_runs"));

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

/** Pictures at both widths, and no fault by axe's rules. */
async function judge(page: Page, name: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await screenshot(page, `${name}-${width}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
  expect(await accessibilityFaults(page)).toEqual([]);
}

const focusedItem = (page: Page, hasText: string) => page.locator("[role^=menuitem]:focus", { hasText });

test("a wrong password says so, and the email stays", async () => {
  const { page, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/products`, email: "ada@example.com", password: "wrong" });
  await page.getByText("This email and password do not match.").waitFor();
  expect(await page.getByLabel("Email").inputValue()).toBe("ada@example.com");
  await judge(page, "sign-in-refused");
  await close();
});

test("an address behind the sign-in is come back to; one of another site is not", async () => {
  const { page, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/sign-in?next=//evil.example/products`, email: "ada@example.com" });
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  expect(page.url()).toBe(`${stack.url}/overview`);
  await close();
});

test("a brand without products says why and what to do, and Sync now starts a run", async () => {
  const { page, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/products`, email: "new@example.com" });
  await page.getByRole("heading", { name: "No products yet" }).waitFor();
  await page.getByText("Nothing has been synced yet").waitFor();
  await judge(page, "products-empty");
  await page.getByRole("button", { name: "Sync now" }).click();
  await page.getByText("Sync waits for a worker").waitFor();
  await page.getByRole("heading", { name: "The first products are on their way" }).waitFor();
  await judge(page, "products-empty-queued");
  const { rows } = await stack.admin.query("select connection_id, status, trigger from sync_runs");
  expect(rows).toEqual([{ connection_id: empty.connectionId, status: "queued", trigger: "manual" }]);
  await close();
});

test("a run under way shows what it has read; its end shows what it did", async () => {
  const run = await seedRun(stack.admin, full, { status: "running", tallies: { read: 412 }, total: 1000 });
  const { page, close } = await openPage(browser, 1280, "dark");
  await signIn(page, { url: `${stack.url}/products`, email: "ada@example.com" });
  await page.getByText("412 of 1,000 products").waitFor();
  await judge(page, "products-syncing");
  await stack.admin.query(
    `update sync_runs set status = 'failed', finished_at = now(), error = $2 where id = $1`,
    [
      run,
      JSON.stringify({
        code: "unauthenticated",
        message: "The shop refused our access token.",
        hint: "Connect it anew.",
      }),
    ],
  );
  await page.getByText("The shop refused our access token. Connect it anew.").waitFor();
  await judge(page, "products-failed");
  await close();
});

test("a list that cannot be read says so, gives the request's id, and can be tried again", async () => {
  await stack.admin.query("alter table products rename to products_away");
  const { page, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/products`, email: "ada@example.com" });
  await page.getByRole("heading", { name: "Products could not be read" }).waitFor();
  await page.getByText("Something went wrong on our side.").waitFor();
  expect(await page.locator("code").textContent()).toMatch(/^[0-9a-f-]{36}$/);
  await judge(page, "products-error");
  await stack.admin.query("alter table products_away rename to products");
  await page.getByRole("button", { name: "Try again" }).click();
  await productRow(page, "No. 1").first().waitFor();
  await close();
});

test("who belongs to two brands chooses, and the choice survives a reload", async () => {
  const both = await stack.auth.signUp("both@example.com", PASSWORD);
  await stack.admin.query("insert into users (id, email) values ($1, 'both@example.com')", [both]);
  await addOwner(stack.admin, full, both);
  await addOwner(stack.admin, empty, both);
  const { page, complaints, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/products`, email: "both@example.com" });
  await productRow(page, "No. 1").first().waitFor();
  await page.getByRole("button", { name: "Atelier Nord" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitemradio", { name: "ماركة جديدة" }).waitFor();
  await screenshot(page, "brand-switch-1280");
  // The focus follows a moment after the menu opens, and after each key.
  await focusedItem(page, "Atelier Nord").waitFor();
  await page.keyboard.press("ArrowDown");
  await focusedItem(page, "ماركة جديدة").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "ماركة جديدة" }).waitFor();
  await page.waitForURL(`${stack.url}/overview`);
  await page.goto(`${stack.url}/products`);
  await page.getByRole("heading", { name: "No products yet" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "No products yet" }).waitFor();
  // A brand that one has left meanwhile is remembered, and gives way to the other one.
  await stack.admin.query("delete from users_on_brand where brand_id = $1 and user_id = $2", [
    empty.brandId,
    both,
  ]);
  const refused = complaints.length;
  await page.reload();
  await productRow(page, "No. 1").first().waitFor();
  await page.getByRole("button", { name: "Atelier Nord" }).waitFor();
  complaints.splice(
    refused,
    complaints.length - refused,
    ...complaints.slice(refused).filter((one) => !one.includes("403")),
  );
  // But for the pictures of a shop that is gone, nothing was refused.
  expect(complaints.filter((complaint) => !complaint.includes("ERR_NAME_NOT_RESOLVED"))).toEqual([]);
  await close();
});

test("who was signed in before sees the page drawn at once, before any script has run", async () => {
  const { page, complaints, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/products`, email: "ada@example.com" });
  await productRow(page, "No. 1").first().waitFor();
  const headers = { "sec-fetch-dest": "document" };
  const drawn = async (path: string) => (await page.request.get(`${stack.url}${path}`, { headers })).text();
  const purpose = "What your connected systems have brought in.";
  // Its rows too, in the document itself: no request had to wait for scripts.
  expect(await drawn("/products")).toMatch(/What your connected.*<a [^>]*title="[^"]*No\. 1/s);
  await page.reload();
  await productRow(page, "No. 1").first().waitFor();
  // The rows are there before the scripts that keep the cookies: gone from the page, nothing writes them again.
  await page.goto("about:blank");
  await page.context().clearCookies({ name: "v1.token" });
  const skeleton = await drawn("/products");
  expect(skeleton).toContain(purpose);
  expect(skeleton).not.toContain("No. 1");
  await page.context().clearCookies();
  expect(await drawn("/products")).not.toContain(purpose);
  await page.goto(`${stack.url}/products`);
  await productRow(page, "No. 1").first().waitFor();
  // A token that nobody has signed opens nothing, and no other brand is opened by naming it.
  const kept = await page.context().cookies();
  const forged = (value: string) => [value.split(".")[0], value.split(".")[1], "forged"].join(".");
  for (const [name, change] of [
    ["v1.token", forged],
    ["v1.brand", () => empty.brandId],
  ] as const) {
    const cookies = kept.map((one) => (one.name === name ? { ...one, value: change(one.value) } : one));
    await page.context().addCookies(cookies);
    expect(await drawn("/products")).not.toContain("No. 1");
    await page.context().addCookies(kept);
  }
  expect(await drawn("/products")).toContain("No. 1");
  expect(complaints.filter((complaint) => !complaint.includes("ERR_NAME_NOT_RESOLVED"))).toEqual([]);
  await close();
});

test("who belongs to no brand is told whom to ask", async () => {
  const { page, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/products`, email: "nobody@example.com" });
  await page.getByRole("heading", { name: "You belong to no brand yet" }).waitFor();
  await judge(page, "no-brand");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await close();
});

test("one signs out by keyboard, and the list is gone", async () => {
  const { page, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/products`, email: "ada@example.com" });
  await page.getByRole("row").nth(3).waitFor();
  await page.getByRole("button", { name: "Account of ada@example.com" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Sign out" }).waitFor();
  await screenshot(page, "user-menu-1280");
  await page.locator("[role^=menuitem]:focus").waitFor();
  await page.keyboard.press("End");
  await focusedItem(page, "Sign out").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.goto(`${stack.url}/products`);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(new URL(page.url()).search).toBe("?next=%2Fproducts");
  await close();
});

test("while the API is away: a skeleton, then what happened; afterwards it goes on", async () => {
  const { page, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/products`, email: "ada@example.com" });
  await productRow(page, "No. 1").first().waitFor();

  await stack.stopApi();
  await expect
    .poll(
      async () => {
        await page.keyboard.press("End");
        return page.getByRole("button", { name: "Try again" }).count();
      },
      { timeout: 30_000 },
    )
    .toBe(1);
  expect(await page.getByRole("row").count()).toBeGreaterThan(10);
  await judge(page, "products-partial");

  await page.evaluate(() => window.scrollTo(0, 0));
  await page.reload();
  await page.getByRole("status", { name: "Products are being read" }).waitFor();
  await judge(page, "products-loading");
  await page.getByRole("heading", { name: "Your brands could not be read" }).waitFor();
  await judge(page, "api-away");

  await stack.startApi();
  await page.getByRole("button", { name: "Try again" }).click();
  await productRow(page, "No. 1").first().waitFor();
  await close();
});
