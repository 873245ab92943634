import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { type Hands, hasFocus } from "./hands.ts";
import { FILE, type Scene, slowDown } from "./scene.ts";

export interface Tour {
  scene: Scene;
  hands: Hands;
  page: Page;
  /** A second tab, with the demo store's own page. */
  counter: Page;
  /** Called at each place worth a look. */
  look(name: string, page: Page): Promise<void>;
}

interface Step {
  title: string;
  go(tour: Tour): Promise<void>;
}

/** The README's tour. */
export const STEPS: readonly Step[] = [
  { title: "Sign in", go: signIn },
  { title: "Make a brand", go: makeBrand },
  { title: "Connect the demo store", go: connect },
  { title: "Watch it sync", go: watch },
  { title: "Break the store", go: breakStore },
  { title: "Read the error", go: readError },
  { title: "Fix it", go: fix },
  { title: "Sync again", go: syncAgain },
  { title: "Edit the store", go: editStore },
  { title: "See the change", go: seeChange },
  { title: "Import a file", go: importFile },
];

async function signIn({ scene, page, look, hands }: Tour): Promise<void> {
  await page.goto(scene.url);
  await focused(page.getByLabel("Email", { exact: true }));
  await look("sign-in", page);
  await page.keyboard.type(scene.email);
  await hands.type(page.getByLabel("Password", { exact: true }), scene.password);
  await hands.press(page.getByRole("button", { name: "Sign in" }));
  await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
  await page.getByText("240 created").first().waitFor();
  await look("overview", page);
}

async function makeBrand({ page, look, hands }: Tour): Promise<void> {
  await hands.press(page.getByRole("button", { name: "Atelier Demo" }));
  await hands.press(page.getByRole("menuitem", { name: "Create a brand" }));
  await focused(page.getByLabel("Name of the brand", { exact: true }));
  await page.keyboard.type("Lund & Alder");
  await hands.press(page.getByRole("button", { name: "Create brand" }));
  await page.getByRole("heading", { name: "Where are your products?" }).waitFor();
  await page.getByRole("link", { name: "Shopify" }).waitFor();
  await look("first-steps", page);
}

async function connect(tour: Tour): Promise<void> {
  const { scene, page, hands, look } = tour;
  slowDown(scene);
  await hands.press(page.getByRole("link", { name: "Shopify" }));
  await focused(page.getByLabel("Shop", { exact: true }));
  await page.keyboard.type(scene.store.url);
  await hands.type(page.getByLabel("Access token", { exact: true }), scene.store.token);
  await hands.press(page.getByRole("button", { name: "Test connection" }));
  await page.getByText(/240 products, EUR/).waitFor();
  await look("connect-tested", page);
  await hands.press(page.getByRole("button", { name: "Continue" }));
  const samples = page.getByRole("region", { name: "Sample records" });
  await samples.getByRole("row").filter({ hasText: "Materials" }).getByText("%").first().waitFor();
  await look("connect-fields", page);
  await hands.press(page.getByRole("button", { name: "Continue" }));
  await page.getByLabel("Name of the connection").waitFor();
  await look("connect-schedule", page);
  await hands.press(page.getByRole("button", { name: "Connect and sync" }));
  await page.waitForURL(/\/integrations\/[0-9a-f-]{36}$/);
}

async function watch({ scene, page, look }: Tour): Promise<void> {
  const live = page.getByRole("region", { name: "Run under way" });
  await live.getByText("Running for").waitFor();
  await look("syncing", page);
  scene.store.control({ action: "behave" });
  await page.getByText("240 created").waitFor({ timeout: 60_000 });
  await look("synced", page);
}

async function breakStore({ scene, page, counter, look, hands }: Tour): Promise<void> {
  await counter.goto(`${scene.store.url}/__control`);
  await hands.type(counter.getByLabel("Access token", { exact: true }), scene.store.token);
  await hands.type(counter.getByLabel(/^401, as with a token/), "1000");
  await hands.press(counter.getByRole("button", { name: "Set faults and pace" }));
  await counter.getByText("Set", { exact: true }).waitFor();
  await look("store-broken", counter);
  await hands.press(page.getByRole("button", { name: "Sync now" }));
}

async function readError({ page, look }: Tour): Promise<void> {
  await page.getByRole("heading", { name: "This connection cannot reach its source" }).waitFor();
  await page
    .getByText(/refuses the connection.s access token/)
    .first()
    .waitFor();
  await look("error", page);
}

async function fix({ scene, page, counter, look, hands }: Tour): Promise<void> {
  await hands.press(counter.getByRole("button", { name: "Behave again" }));
  await counter.getByText("240 products", { exact: true }).waitFor();
  await hands.press(page.getByRole("link", { name: "Open its settings" }));
  await hands.type(page.getByLabel(/^Access token/), scene.store.token);
  await hands.press(page.getByRole("button", { name: "Test and save" }));
  await page.getByText("Tested and saved").waitFor();
  await look("fixed", page);
}

async function syncAgain({ page, look, hands }: Tour): Promise<void> {
  await hands.press(page.getByRole("button", { name: "Sync now" }));
  await hands.press(page.getByRole("tab", { name: "Overview" }));
  await page.getByText("Nothing had changed").first().waitFor();
  await look("synced-again", page);
}

async function editStore({ counter, look, hands }: Tour): Promise<void> {
  await hands.type(counter.getByLabel("One product in", { exact: true }), "24");
  await hands.press(counter.getByRole("button", { name: "Edit products" }));
  await counter.getByText("10 products edited").waitFor();
  await look("store-edited", counter);
}

async function seeChange({ page, look, hands }: Tour): Promise<void> {
  await hands.press(page.getByRole("button", { name: "Sync now" }));
  const run = page.getByRole("listitem").filter({ hasText: "10 updated" });
  await hands.press(run.getByRole("link"));
  await hands.press(page.getByRole("link", { name: "Updated 10" }));
  await page.getByText("Lund Tiered Dress II").first().waitFor();
  await look("changes", page);
  await hands.press(page.getByRole("link", { name: "Lund Tiered Dress II" }).first());
  await page.getByRole("heading", { name: "Lund Tiered Dress II", level: 1 }).waitFor();
  await page.getByText("€264.50").first().waitFor();
  await look("product", page);
}

async function importFile(tour: Tour): Promise<void> {
  const { page, hands, look } = tour;
  await hands.goTo(page, "Imports");
  await page.getByText("Drop a file here, or choose one").waitFor();
  await look("imports", page);
  await hands.chooseFile(page.getByLabel("Drop a file here, or choose one"), FILE);
  await page.getByText("3 columns of 3 will be read").waitFor();
  await look("import-columns", page);
  await hands.press(page.getByRole("button", { name: "Check all rows" }));
  await page.getByText("6 products can be imported").waitFor({ timeout: 60_000 });
  await look("import-check", page);
  await hands.press(page.getByRole("button", { name: "See what would change" }));
  await page.getByRole("heading", { name: "By field" }).waitFor({ timeout: 60_000 });
  await look("import-preview", page);
  await hands.press(page.getByRole("button", { name: "Import 6 products" }));
  await page.getByText("Imported", { exact: true }).waitFor({ timeout: 60_000 });
  await look("imported", page);
  await hands.press(page.getByRole("link", { name: "See the products" }));
  await page.getByRole("row").filter({ hasText: "Lund Gift Box" }).waitFor();
  await look("products", page);
}

/** Waits until the cursor stands in a field by itself. */
async function focused(field: Locator): Promise<void> {
  await field.waitFor();
  await expect.poll(() => hasFocus(field)).toBe(true);
}
