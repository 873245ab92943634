import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, openPage } from "./browser.ts";
import { judge } from "./judge.ts";
import { ARABIC_NAME, PASSWORD, seedBrand } from "./seed.ts";
import { joinStack, own } from "./shared/join-stack.ts";
import { signIn } from "./sign-in.ts";
import type { Stack } from "./stack.ts";

let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([joinStack({ worker: true }), launchBrowser()]);
  const brand = await seedBrand(stack.admin, "Atelier Nord", await stack.auth.signUp(own("ada"), PASSWORD));
  await stack.admin.query(
    "insert into brand_colors (brand_id, id, name) values ($1, gen_random_uuid(), 'Midnight Blue')",
    [brand.brandId],
  );
}, 400_000);

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

const COATS = `Style;Bezeichnung;Farbe;Size;SKU;Preis;Currency;Remark
AC-1;Winter coat;Midnite Blue;S;AC-1-S;249,00;EUR;first
AC-1;Winter coat;Midnite Blue;M;AC-1-M;249,00;EUR;
AC-2;${ARABIC_NAME};Oat;S;AC-2-S;199,50;EUR;
AC-3;Rain parka;Moss;L;AC-3-L;free;EUR;
`;

const file = (name: string, text: string) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(text, "utf8"),
});

test("a file is dropped, mapped, checked, previewed, imported, and its bad row corrected", async () => {
  const { page, complaints, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/imports`, email: own("ada") });
  await page.getByRole("heading", { name: "No file has been imported yet" }).waitFor();
  await judge(page, "imports-empty");

  await page.getByLabel("Drop a file here, or choose one").setInputFiles(file("coats.csv", COATS));
  await page.getByRole("heading", { name: "Columns of the file" }).waitFor();
  await page.getByRole("button", { name: "Where Farbe goes" }).getByText("Colour").waitFor();
  await page.getByText("7 columns of 8 will be read").waitFor();
  await judge(page, "import-columns");
  await page.getByRole("button", { name: "Where Remark goes" }).click();
  await page.keyboard.type("descr");
  await page.keyboard.press("Enter");
  await page.getByText("8 columns of 8 will be read").waitFor();
  await page.getByRole("button", { name: "Check all rows" }).click();

  await page.getByRole("heading", { name: "1 of 4 rows to correct" }).waitFor({ timeout: 60_000 });
  await judge(page, "import-check");
  await page.getByRole("button", { name: "Is Midnight Blue" }).click();
  await expect.poll(() => page.getByText("Midnite Blue", { exact: true }).count()).toBe(0);

  await page.getByRole("button", { name: "See what would change" }).click();
  await page.getByRole("heading", { name: "By field" }).waitFor({ timeout: 60_000 });
  await page.getByRole("heading", { name: "Product by product" }).waitFor();
  const coat = page.getByRole("listitem").filter({ hasText: "Winter coat" });
  await coat.getByText("first").waitFor();
  await judge(page, "import-preview");
  await page.getByRole("button", { name: /^New / }).click();
  await page.getByRole("listitem").filter({ hasText: ARABIC_NAME }).waitFor();
  expect(new URL(page.url()).searchParams.get("effect")).toBe("created");
  await page.getByRole("button", { name: "Import 3 products" }).click();
  await page.getByRole("link", { name: "Open the run" }).waitFor({ timeout: 60_000 });
  await page.getByText("Completed").waitFor({ timeout: 60_000 });
  await judge(page, "import-result");
  const { rows } = await stack.admin.query(
    "select c.name from product_variants v join brand_colors c on c.id = v.color_id where v.sku = 'AC-1-S'",
  );
  expect(rows).toEqual([{ name: "Midnight Blue" }]);

  const [report] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Rows to correct, as CSV" }).click(),
  ]);
  expect(report.suggestedFilename()).toBe("coats to correct.csv");
  const text = readFileSync(await report.path(), "utf8");
  expect(text).toContain("AC-3");
  expect(text).not.toContain("AC-1");
  await page
    .getByLabel("Bring the corrected file back")
    .setInputFiles(file("corrected.csv", text.replace(",free,", ',"129,00",')));
  await page.getByRole("heading", { name: "corrected.csv" }).waitFor();
  await page.getByRole("button", { name: "Check all rows" }).click();
  await page.getByText("Nothing is wrong with any row").waitFor({ timeout: 60_000 });
  await page.goto(`${stack.url}/imports`);
  await page.getByRole("row").filter({ hasText: "corrected.csv" }).getByText("Ready to import").waitFor();
  await judge(page, "imports-list");
  expect(complaints).toEqual([]);
  await close();
});

test("of a large file it says how far the preview goes, and works out the rest where one asks", async () => {
  const { page, complaints, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/imports`, email: own("ada") });
  const rows = Array.from({ length: 2_600 }, (_, at) => `L-${at},Coat No. ${at},Navy,M,L-${at}-M,89.00,EUR`);
  // A name of 200 characters among them.
  rows[1] = `L-1,${"Long ".repeat(40).trim()},Navy,M,L-1-M,89.00,EUR`;
  const text = ["Style,Name,Colour,Size,SKU,Price,Currency", ...rows].join("\n");
  await page.getByLabel("Drop a file here, or choose one").setInputFiles(file("large.csv", text));
  await page.getByRole("button", { name: "Check all rows" }).click();
  await page.getByRole("button", { name: "See what would change" }).click({ timeout: 60_000 });
  await page.getByText("2,600 products: 2,600 new ones and 0 that you have").waitFor({ timeout: 60_000 });
  const created = page.locator("dl").filter({ hasText: "Created" }).getByText("2,000", { exact: true });
  await created.first().waitFor();
  // Some are read at a time, however many there are to browse.
  await page.getByRole("listitem").filter({ hasText: "Coat No. 3" }).first().waitFor();
  expect(await page.getByRole("listitem").count()).toBeLessThan(200);
  await judge(page, "import-preview-large");
  await page.getByRole("button", { name: "Work out all of them" }).click();
  await page
    .locator("dl")
    .filter({ hasText: "Created" })
    .getByText("2,600", { exact: true })
    .first()
    .waitFor({ timeout: 60_000 });
  expect(await page.getByRole("button", { name: /^Work out/ }).count()).toBe(0);
  await page.getByRole("button", { name: "Import 2,600 products" }).waitFor();
  await judge(page, "import-preview-all");
  expect(complaints).toEqual([]);
  await close();
});

test("a file that cannot be read says why, and an unknown import says so", async () => {
  const { page, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/imports`, email: own("ada") });
  await page.getByLabel("Drop a file here, or choose one").setInputFiles(file("empty.csv", ""));
  await page.getByText("empty.csv is empty.").waitFor();
  const picture = {
    name: "coat.xlsx",
    mimeType: "application/zip",
    buffer: Buffer.from([0x89, 0x50, 0, 1, 2, 0]),
  };
  await page.getByLabel("Drop a file here, or choose one").setInputFiles(picture);
  await expect
    .poll(() => page.getByRole("alert").filter({ hasNotText: "empty.csv" }).first().textContent())
    .toMatch(/\w+/);
  await judge(page, "imports-refused");
  await page.goto(`${stack.url}/imports/00000000-0000-4000-8000-000000000000`);
  await page.getByRole("heading", { name: "There is no such import" }).waitFor();
  await close();
});
