import { type DemoStore, startDemoStore } from "@v1/stack/demo-store";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accessibilityFaults, launchBrowser, openPage, screenshot, WIDTHS } from "./browser.ts";
import { countClicks } from "./clicks.ts";
import { judge } from "./judge.ts";
import { PASSWORD } from "./seed.ts";
import { joinStack, own } from "./shared/join-stack.ts";
import type { Stack } from "./stack.ts";

let stack: Stack;
let browser: Browser;
let store: DemoStore;

beforeAll(async () => {
  [stack, store, browser] = await Promise.all([
    joinStack({ worker: true }),
    startDemoStore({ products: 60, seed: 3 }),
    launchBrowser(),
  ]);
  await stack.admin.query(
    `insert into integrations (id, slug, name, kind, category, description) values
      (gen_random_uuid(), 'strange', 'Strange warehouse', 'custom', 'warehouse', 'Articles of a warehouse.')
     on conflict (slug) do nothing`,
  );
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await Promise.all([store?.stop(), stack?.stop()]);
});

beforeEach(() => {
  store.control({ action: "behave" });
});

/** A new account with a brand of its own, on its first page. */
async function arrive(page: Page, email: string, brand: string): Promise<void> {
  await page.goto(`${stack.url}/sign-up`);
  await page.getByRole("heading", { name: "Create an account" }).waitFor();
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByLabel("Name of the brand").fill(brand);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Where are your products?" }).waitFor();
}

test.each(WIDTHS)("from an empty brand to a connected shop in six clicks at most (%i)", async (width) => {
  const { page, complaints, close } = await openPage(browser, width);
  await arrive(page, own(`first-${width}`), "Atelier Nord");
  await judge(page, "first-steps");
  const clicks = await countClicks(page);

  await page.getByRole("link", { name: "Shopify" }).click();
  await page.getByLabel("Shop", { exact: true }).fill(store.url);
  await page.getByLabel("Access token", { exact: true }).fill(store.token);
  await page.getByRole("button", { name: "Test connection" }).click();
  await page.getByText(/60 products, EUR/).waitFor();
  await judge(page, "connect-tested");
  await page.getByRole("button", { name: "Continue" }).click();
  const samples = page.getByRole("region", { name: "Sample records" });
  await samples.getByRole("row").filter({ hasText: "Materials" }).getByText("%").first().waitFor();
  await judge(page, "connect-fields");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Name of the connection").waitFor();
  await judge(page, "connect-schedule");
  await page.getByRole("button", { name: "Connect and sync" }).click();

  await page.waitForURL(/\/integrations\/[0-9a-f-]{36}$/);
  expect(clicks()).toBeLessThanOrEqual(6);
  await page.getByText("Connected", { exact: true }).waitFor();
  await page.getByText("60 created").waitFor();
  await judge(page, "connection");
  expect(complaints).toEqual([]);
  await close();
});

test("a shop that breaks is told, mended, and synced again; a run tells what it did", async () => {
  const { page, close } = await openPage(browser, 1280);
  await arrive(page, own("mender"), "Atelier Süd");
  await connectShop(page);
  await page.getByText("60 created").waitFor();
  const { rows } = await stack.admin.query(
    "select c.id from brand_integrations c join brands b on b.id = c.brand_id where b.name = 'Atelier Süd'",
  );
  expect(rows).toHaveLength(1);

  store.control({ action: "fault", fault: "unauthorized", times: 1000 });
  await page.getByRole("button", { name: "Sync now" }).click();
  await page
    .getByText(/refuses the connection.s access token/)
    .first()
    .waitFor({ timeout: 60_000 });
  await page.getByText("Stopped", { exact: true }).waitFor();
  await judge(page, "connection-failed");
  await page.goto(`${stack.url}/overview`);
  await page
    .getByRole("link")
    .filter({ hasText: /access token/ })
    .first()
    .waitFor();
  await judge(page, "overview-attention");

  store.control({ action: "behave" });
  store.control({ action: "edit", index: 4, set: { title: "Renamed at the shop" } });
  await page.getByRole("link", { name: "Integrations" }).click();
  await page.getByRole("table", { name: "Connected" }).getByRole("link", { name: "Lund & Alder" }).click();
  await page.getByRole("tab", { name: "Settings" }).click();
  await page.getByLabel(/^Access token/).fill(store.token);
  await page.getByRole("button", { name: "Test and save" }).click();
  await page.getByText("Tested and saved").waitFor();
  await judge(page, "connection-settings");
  await page.getByRole("button", { name: "Sync now" }).click();
  await page.getByRole("tab", { name: "Runs" }).click();
  await page.getByText("1 updated").waitFor({ timeout: 60_000 });
  await page.getByRole("listitem").filter({ hasText: "1 updated" }).getByRole("link").click();
  await page.getByRole("link", { name: "Updated 1" }).click();
  await page.getByText("Renamed at the shop").first().waitFor();
  await judge(page, "run");
  await close();
});

async function connectShop(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Shopify" }).click();
  await page.getByLabel("Shop", { exact: true }).fill(store.url);
  await page.getByLabel("Access token", { exact: true }).fill(store.token);
  await page.getByRole("button", { name: "Test connection" }).click();
  for (let step = 0; step < 2; step++) await page.getByRole("button", { name: "Continue" }).click();
  // As many people press whatever they press.
  await page.getByRole("button", { name: "Connect and sync" }).dblclick();
  await page.waitForURL(/\/integrations\/[0-9a-f-]{36}$/);
}

test("a connector whose settings nobody has seen is connected through a form drawn from its schema", async () => {
  const { page, complaints, close } = await openPage(browser, 1280);
  await arrive(page, own("strange"), "Atelier West");
  await page.getByRole("link", { name: "Strange warehouse" }).click();

  await page.getByRole("button", { name: "Test connection" }).click();
  await expect.poll(() => page.getByText("This is needed.").count()).toBeGreaterThan(1);
  await page.getByLabel("Plant code").fill("nope");
  await page.getByText("This does not have the form that is described.").waitFor();
  await page.getByText("Three capitals, then digits.").waitFor();
  await judge(page, "strange-refused");

  await page.getByLabel("Plant code").fill("ABC-12");
  await page.getByRole("combobox", { name: "Warehouse" }).click();
  await page.getByRole("option", { name: "South hall" }).click();
  await page.getByLabel("Batch").fill("41");
  await page.getByText("5 more settings").click();
  await page.getByLabel("AW26").click();
  await page.getByRole("group", { name: "Aliases" }).getByRole("button", { name: "Add" }).click();
  await page.getByRole("group", { name: "Aliases" }).getByRole("textbox").fill("W2");
  const places = page.getByRole("group", { name: "Places" });
  await places.getByRole("button", { name: "Add" }).click();
  await places.getByRole("combobox", { name: "Name" }).click();
  await page.getByRole("option", { name: "Shelf right" }).click();
  await places.getByRole("textbox").fill("Row 7");
  await page.getByRole("group", { name: "Window" }).getByRole("button", { name: "Set" }).click();
  await page.getByLabel("From").fill("2026-11-01");
  await page.getByLabel("Username").fill("ada");
  await page.getByLabel("Pass phrase", { exact: true }).fill("guess");
  expect(await page.getByLabel("Pass phrase", { exact: true }).getAttribute("type")).toBe("password");
  await judge(page, "strange-filled");

  await page.getByRole("button", { name: "Test connection" }).click();
  await page.getByText("The warehouse does not know this pass phrase.").waitFor();
  await page.getByText("It is another one.").waitFor();
  // What was typed is all there still, also after leaving the page for another.
  await page.getByRole("link", { name: "Products" }).click();
  await page.getByRole("heading", { name: "Products", level: 1 }).waitFor();
  await page.goBack();
  expect(await page.getByLabel("Plant code").inputValue()).toBe("ABC-12");
  expect(await page.getByLabel("Username").inputValue()).toBe("ada");
  await page.getByLabel("Pass phrase", { exact: true }).fill("open sesame");
  await page.getByRole("button", { name: "Test connection" }).click();
  // A number arrives as one, a choice as its value, a list as a list.
  await page.getByText("ABC-12 s 42 AW26, 3 products, SEK").waitFor();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("cell", { name: "Tide trousers" }).first().waitFor();
  // A field that is left out is heard, and nobody's; a new product takes its name from it all the same.
  await page.getByText("1 field").first().waitFor();
  await page.getByRole("checkbox", { name: "Name", exact: true }).click();
  await page.getByText("for new products only").waitFor();
  await judge(page, "connect-left-out");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Connect and sync" }).click();
  await page.getByText("3 created").waitFor({ timeout: 60_000 });
  const { rows } = await stack.admin.query(
    "select config from brand_integrations where account_id = 'ABC-12'",
  );
  expect(rows[0]?.config).toMatchObject({
    plant: "ABC-12",
    warehouse: "s",
    batch: 41,
    seasons: ["AW26"],
    places: { "shelf.right": "Row 7" },
    aliases: ["W2"],
    window: { from: "2026-11-01" },
  });
  const { rows: made } = await stack.admin.query(
    `select p.name, o.field_key as owned from brand_integrations c join products p on p.brand_id = c.brand_id
     left join field_owners o on o.connection_id = c.id where c.account_id = 'ABC-12' order by p.name`,
  );
  expect(made).toHaveLength(3);
  expect(made).toContainEqual({ name: "Tide trousers", owned: null });
  expect(complaints.filter((text) => !text.includes("status of 401"))).toEqual([]);
  await close();
});

test("the palette finds a page, a product and a connection by keyboard", async () => {
  const { page, close } = await openPage(browser, 1280);
  await arrive(page, own("finder"), "Atelier Ost");
  await connectShop(page);
  await page.getByText("60 created").waitFor();
  await page.keyboard.press("Control+k");
  // One of this brand: in another's, products have been renamed since.
  const { rows } = await stack.admin.query(
    `select p.name from products p join brands b on b.id = p.brand_id
     where b.name = 'Atelier Ost' and p.name like '% % %' limit 1`,
  );
  const name: string = rows[0]?.name;
  const found = page.getByRole("option", { name }).first();
  // Words are kept some moments after the sync that brought them.
  await expect
    .poll(
      async () => {
        for (const typed of [name.slice(0, -1), name]) await page.getByRole("combobox").fill(typed);
        await page.waitForTimeout(600);
        return found.count();
      },
      { timeout: 30_000 },
    )
    .toBe(1);
  await screenshot(page, "palette-1280");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/products\/[0-9a-f-]{36}/);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("setti");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/settings/);
  await close();
});
