import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type DemoStore, startDemoStore } from "@v1/stack/demo-store";
import { root } from "@v1/stack/root";
import { type SignInProvider, startSignInProvider } from "@v1/stack/sign-in-provider";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, openPage } from "./browser.ts";
import { judge } from "./judge.ts";
import { PASSWORD } from "./seed.ts";
import { type Stack, startStack } from "./stack.ts";

let stack: Stack;
let browser: Browser;
let provider: SignInProvider;
let store: DemoStore;
const addresses: string[] = [];
const folder = mkdtempSync(join(tmpdir(), "v1-sign-in-"));

/** Puts the connector of this provider among those that the API knows. */
function preload(): string {
  const file = (...parts: string[]) => JSON.stringify(pathToFileURL(join(root, ...parts)).href);
  const path = join(folder, "portal.ts");
  writeFileSync(
    path,
    `import { connectors } from ${file("packages", "integrations", "src", "index.ts")};
import { portalConnector } from ${file("apps", "api", "src", "testing", "portal-connector.ts")};
Object.assign(connectors, { portal: portalConnector({ url: ${JSON.stringify(provider.url)} }) });
`,
  );
  return path;
}

beforeAll(async () => {
  provider = await startSignInProvider(addresses);
  [stack, browser, store] = await Promise.all([
    startStack({ worker: true, preload: preload() }),
    launchBrowser(),
    startDemoStore({ products: 12, seed: 3 }),
  ]);
  addresses.push(`${stack.url}/integrations/sign-in`);
  await stack.admin.query(
    `insert into integrations (slug, name, kind, category, description)
     values ('portal', 'Portal', 'custom', 'erp', 'Articles of a portal that people sign in at.'),
       ('shopify', 'Shopify', 'vendor', 'shop', 'Products from a Shopify shop.')
     on conflict (slug) do nothing`,
  );
}, 300_000);
afterAll(async () => {
  await browser?.close();
  provider?.stop();
  await Promise.all([store?.stop(), stack?.stop()]);
  rmSync(folder, { recursive: true });
});

async function arrive(page: Page, email: string): Promise<void> {
  await page.goto(`${stack.url}/sign-up`);
  await page.getByRole("heading", { name: "Create an account" }).waitFor();
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByLabel("Name of the brand").fill("Atelier Nord");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Integrations" }).first().waitFor();
}

async function begin(page: Page): Promise<void> {
  await page.goto(`${stack.url}/integrations/connect/portal`);
  await page.getByLabel("Client ID", { exact: true }).fill(provider.clientId);
  await page.getByLabel("Client secret", { exact: true }).fill(provider.clientSecret);
}

test("an owner signs in at the provider and comes back to a connection", async () => {
  const { page, complaints, close } = await openPage(browser, 1280);
  const refused: string[] = [];
  page.on("response", (answer) => {
    if (answer.status() >= 400) refused.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
  });
  await arrive(page, "portal@example.com");
  await begin(page);
  await page.getByText(`${stack.url}/integrations/sign-in`).waitFor();
  await judge(page, "provider-begin");

  provider.behaves.error = "access_denied";
  await page.getByRole("button", { name: "Sign in at Portal" }).click();
  await page.getByRole("heading", { name: "Not connected" }).waitFor();
  await page.getByText("The access was not granted at the provider.").waitFor();
  expect(new URL(page.url()).search).toBe("");
  await judge(page, "provider-refused");

  delete provider.behaves.error;
  await begin(page);
  await page.getByRole("button", { name: "Sign in at Portal" }).click();
  // What to bring in comes as for every other connection, with values of real records.
  await page.getByText(/Nordlicht GmbH will own 1 field/).waitFor();
  await page.locator("tbody").getByText("Coat").waitFor();
  expect(new URL(page.url()).searchParams.has("code")).toBe(false);
  await judge(page, "provider-fields");
  // Nothing is lost on the way: the connection waits, and its page leads back here.
  const setUp = page.url();
  await page.goto(`${stack.url}/integrations`);
  await page
    .getByRole("link", { name: /Portal/ })
    .first()
    .click();
  await page.getByRole("link", { name: "Finish setting it up" }).click();
  await page.waitForURL((url) => url.search.includes(new URL(setUp).searchParams.get("connection") ?? "?"));
  await page.locator("tbody").getByText("Coat").waitFor();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Connect and sync" }).click();
  await page.getByRole("heading", { name: "Nordlicht GmbH" }).waitFor();
  // What the provider refused, and nothing else.
  expect(refused).toEqual(["403 /api/trpc/integrations.signIn.finish"]);
  expect(complaints).toHaveLength(1);
  await close();
});

test("an owner signs in at a shop of their own, chooses what to bring in, and it is read", async () => {
  const { page, complaints, close } = await openPage(browser, 1280);
  store.app.redirectUris.push(`${stack.url}/integrations/sign-in`);
  await arrive(page, "shop@example.com");
  await page.goto(`${stack.url}/integrations/connect/shopify`);
  await page.getByRole("radio", { name: "Sign in at Shopify" }).click();
  await page.getByLabel("Shop", { exact: true }).fill(store.url);
  await page.getByLabel("Client ID", { exact: true }).fill(store.app.clientId);
  await page.getByLabel("Client secret", { exact: true }).fill(store.app.clientSecret);
  await judge(page, "shopify-begin");
  await page.getByRole("button", { name: "Sign in at Shopify" }).click();
  await page.getByRole("button", { name: "Install" }).click();
  await page.getByText(/Lund & Alder will own \d+ fields/).waitFor();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Connect and sync" }).click();
  await page;
  await page.waitForURL((url) => /^\/integrations\/[0-9a-f-]{36}$/.test(url.pathname));
  await page.getByText("12 created").first().waitFor({ timeout: 60_000 });
  expect(store.app.asked[0]).toBe("code");

  // Its types are no categories of ours: the run lists them, and each is said once what it means.
  const connectionId = new URL(page.url()).pathname.split("/").at(-1);
  const { rows } = await stack.admin.query(
    `select r.id from sync_runs r join brand_integrations c on c.id = r.connection_id
     where c.id = $1 order by r.seq limit 1`,
    [connectionId],
  );
  await stack.admin.query("insert into categories (name) values ('Knitwear of ours') on conflict do nothing");
  // From a product without a category, and from the overview, one press leads there.
  const product = await stack.admin.query(
    `select p.id from products p join brand_integrations c on c.brand_id = p.brand_id
     where c.id = $1 and p.category_id is null limit 1`,
    [connectionId],
  );
  await page.goto(`${stack.url}/products/${product.rows[0]?.id}`);
  await page.getByRole("link", { name: "Say what your sources’ categories mean" }).click();
  await page.waitForURL((url) => url.pathname === `/runs/${rows[0]?.id}`);
  await page.goto(`${stack.url}/overview`);
  const toMap = page.getByRole("link", { name: /categor(y|ies) of .* nothing yet/ });
  await toMap.waitFor();
  await judge(page, "overview-to-map");
  await toMap.click();
  const means = page.locator("details label").first();
  await means.waitFor();
  await judge(page, "unmapped-categories");
  await means.click();
  await page.getByRole("option", { name: "Knitwear of ours" }).click();
  // It counts for records that are read: all of them, at one press.
  await page.getByText("1 name has a category now.").waitFor();
  await judge(page, "category-mapped");
  await page.getByRole("button", { name: "Read everything now" }).click();
  await page.waitForURL((url) => url.pathname.startsWith("/runs/") && !url.pathname.endsWith(rows[0]?.id));
  await page.getByText("Completed").first().waitFor({ timeout: 60_000 });
  const { rows: knitted } = await stack.admin.query(
    `select c.name from products p join categories c on c.id = p.category_id
     join brand_integrations b on b.brand_id = p.brand_id where b.id = $1`,
    [connectionId],
  );
  expect(knitted).toContainEqual({ name: "Knitwear of ours" });
  // But for pictures that are nowhere, nothing was refused.
  expect(complaints.filter((complaint) => !complaint.includes("ERR_NAME_NOT_RESOLVED"))).toEqual([]);
  await close();
});

test("how a shop words its options is shown, corrected, and tested again", async () => {
  const { page, complaints, close } = await openPage(browser, 1280);
  await arrive(page, "words@example.com");
  await page.goto(`${stack.url}/integrations/connect/shopify`);
  await page.getByLabel("Shop", { exact: true }).fill(store.url);
  await page.getByLabel("Access token", { exact: true }).fill(store.token);
  await page.getByRole("button", { name: "Test connection" }).click();
  await page.getByRole("button", { name: "Check how its words are understood" }).click();
  await page.getByText("Its name says it.").first().waitFor();
  await judge(page, "words");
  await page.getByRole("combobox", { name: "What “Color” is" }).click();
  await page.getByRole("option", { name: "Something else" }).click();
  await page.getByText("You said so.").waitFor();
  await page.getByRole("button", { name: "Test connection" }).click();
  await page.getByText(/12 products, EUR/).waitFor();
  expect(complaints).toEqual([]);
  await close();
});
