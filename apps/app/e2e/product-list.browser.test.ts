import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, openPage } from "./browser.ts";
import { judge } from "./judge.ts";
import { ARABIC_NAME, PASSWORD, type SeededBrand, seedBrand, seedProducts } from "./seed.ts";
import { joinStack, own } from "./shared/join-stack.ts";
import { productRow, signIn } from "./sign-in.ts";
import type { Stack } from "./stack.ts";

let stack: Stack;
let browser: Browser;
let brand: SeededBrand;

beforeAll(async () => {
  [stack, browser] = await Promise.all([joinStack(), launchBrowser()]);
  brand = await seedBrand(stack.admin, "Atelier Nord", await stack.auth.signUp(own("ada"), PASSWORD));
  await seedProducts(stack.admin, brand, () => "https://shop.invalid/gone.png");
}, 400_000);

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

async function open(path: string) {
  const opened = await openPage(browser, 1280);
  await signIn(opened.page, { url: `${stack.url}/products`, email: own("ada") });
  await productRow(opened.page, "No. 1").first().waitFor();
  if (path !== "/products") await opened.page.goto(`${stack.url}${path}`);
  return opened;
}

test("a search and filters narrow the list, the address keeps them, and one press clears all", async () => {
  const { page, close } = await open("/products");
  await page.getByLabel("Search products").fill("Selvedge Clay");
  await productRow(page, "Selvedge jeans Clay").first().waitFor();
  await expect.poll(() => productRow(page, "Linen shirt").count()).toBe(0);
  await expect.poll(() => page.url()).toContain("q=Selvedge");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.keyboard.type("missing");
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "Price" }).waitFor();
  await page.keyboard.type("price");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Missing: Price" }).waitFor();
  await expect.poll(() => page.url()).toContain("missing=price");
  await page.reload();
  await page.getByRole("button", { name: "Missing: Price" }).waitFor();
  expect(await page.getByLabel("Search products").inputValue()).toBe("Selvedge Clay");
  await expect.poll(() => productRow(page, "€").count()).toBe(0);

  await page.goto(`${stack.url}/products?q=nothing-is-called-so`);
  await page.getByRole("heading", { name: "No product matches" }).waitFor();
  await judge(page, "products-no-match");
  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await productRow(page, ARABIC_NAME).waitFor();
  expect(new URL(page.url()).search).toBe("");
  await close();
});

test("colours and materials narrow the list, are found among many, and stay chosen over a reload", async () => {
  const { brandId } = brand;
  await stack.admin.query(
    `with many as (
      insert into brand_colors (brand_id, name) select $1, 'Shade ' || lpad(n::text, 3, '0') from generate_series(1, 120) n
    ), blue as (
      insert into brand_colors (brand_id, name, hex) values ($1, 'Zaffre', '#0014a8') returning id
    ), wool as (
      insert into brand_materials (brand_id, name) values ($1, 'Virgin wool'), ($1, $2) returning id, name
    ), blended as (
      insert into product_materials (brand_id, product_id, brand_material_id, component, percentage, sort_index)
      select $1, p.id, wool.id, 'main', 100, 0 from products p, wool
      where p.brand_id = $1 and p.product_identifier = 'style-1002' and wool.name = 'Virgin wool'
    )
    update product_variants v set color_id = blue.id from blue, products p
    where v.brand_id = $1 and p.brand_id = $1 and p.id = v.product_id
      and p.product_identifier in ('style-1001', 'style-1002')`,
    [brandId, ARABIC_NAME],
  );
  const { page, complaints, close } = await open("/products");
  const choose = async (filter: string, value: string) => {
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await page.keyboard.type(filter);
    await page.keyboard.press("Enter");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.type(value);
    await expect.poll(() => page.getByRole("option").count()).toBe(1);
    await page.keyboard.press("Enter");
  };
  await choose("colour", "zaff");
  await page.getByRole("button", { name: "Colour: Zaffre" }).waitFor();
  await judge(page, "products-colours");
  await page.keyboard.press("Escape");
  const rows = page.getByRole("row").filter({ has: page.getByRole("link") });
  await expect.poll(() => rows.count()).toBe(2);
  await page.reload();
  await page.getByRole("button", { name: "Colour: Zaffre" }).waitFor();
  await expect.poll(() => rows.count()).toBe(2);

  await choose("material", "wool");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Material: Virgin wool" }).waitFor();
  await expect.poll(() => rows.count()).toBe(1);
  await productRow(page, "style-1002").waitFor();
  expect([...new URL(page.url()).searchParams.keys()].sort()).toEqual(["color", "material"]);
  await page.getByRole("button", { name: "Remove the filter material" }).click();
  await choose("material", ARABIC_NAME);
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "No product matches" }).waitFor();
  await judge(page, "products-no-match-filters");
  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await productRow(page, ARABIC_NAME).waitFor();
  expect(new URL(page.url()).search).toBe("");
  expect(complaints.filter((complaint) => !complaint.includes("ERR_NAME_NOT_RESOLVED"))).toEqual([]);
  await close();
});

test("the order is the address's, and never more than 200 rows are drawn", async () => {
  const { page, close } = await open("/products?sort=name");
  await productRow(page, "Canvas tote").first().waitFor();
  const names = await page.getByRole("row").getByRole("link").allTextContents();
  expect(names).toEqual([...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
  for (let step = 0; step < 6; step++) {
    await page.keyboard.press("End");
    await page.waitForTimeout(150);
    expect(await page.getByRole("row").count()).toBeLessThan(200);
  }
  await close();
});

test("a hundred thousand products are one list, searched and ordered, of which few rows are drawn", async () => {
  const many = await seedBrand(stack.admin, "Atelier Viele", await stack.auth.signUp(own("many"), PASSWORD));
  await stack.admin.query(
    `insert into products (brand_id, id, upid, product_identifier, name)
     select $1, gen_random_uuid(), 'many-' || n, 'many-' || n, 'Coat ' || lpad(n::text, 6, '0')
     from generate_series(1, 100000) n`,
    [many.brandId],
  );
  const { page, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/products`, email: own("many") });
  await productRow(page, "Coat").first().waitFor();
  // A list by name is in the order of the words, which are made some moments after the products.
  const waiting = () =>
    stack.admin.query("select from search_queue where brand_id = $1 limit 1", [many.brandId]);
  await expect.poll(async () => (await waiting()).rowCount, { timeout: 90_000, interval: 500 }).toBe(0);
  await page.goto(`${stack.url}/products?sort=-name`);
  await productRow(page, "Coat 100000").waitFor();
  for (let step = 0; step < 20; step++) {
    await page.keyboard.press("End");
    await page.waitForTimeout(100);
    expect(await page.getByRole("row").count()).toBeLessThan(200);
  }
  expect(await page.getByText(/^[\d,]+ products shown, more below$/).count()).toBe(1);
  await judge(page, "products-100000");
  await close();
});

test("several products are published at once, and an undo takes it back", async () => {
  const { page, close } = await open("/products?sort=-identifier");
  const chosen = page.getByRole("row").filter({ has: page.getByRole("checkbox") });
  await chosen.nth(2).getByRole("checkbox").click();
  await chosen.nth(4).getByRole("checkbox").click();
  await page.getByText("2 products selected").waitFor();
  await expect.poll(() => page.url()).toContain("selected=");
  await page.reload();
  await page.getByText("2 products selected").waitFor();
  await judge(page, "products-selected");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByText("2 products published.").waitFor();
  const published = () =>
    stack.admin.query("select id from products where brand_id = $1 and status = 'published'", [
      brand.brandId,
    ]);
  expect((await published()).rows).toHaveLength(2);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("2 products as before.").waitFor();
  expect((await published()).rows).toHaveLength(0);
  await close();
});

test("a product is made by hand; an identifier that is taken says so next to it", async () => {
  const { page, close } = await open("/products");
  await page.getByRole("button", { name: "New product" }).click();
  await page.getByRole("button", { name: "Create product" }).click();
  await page.getByText("A product needs a name.").waitFor();
  await page.getByLabel("Name").fill("Rain hat");
  await page.getByLabel("Product identifier").fill("style-1000");
  await judge(page, "product-new");
  await page.getByRole("button", { name: "Create product" }).click();
  await page.locator("[aria-invalid=true]").waitFor();
  await page.getByLabel("Product identifier").fill("rain-hat");
  await page.getByRole("button", { name: "Create product" }).click();
  await page.getByRole("heading", { name: "Rain hat", level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toMatch(/^\/products\/[0-9a-f-]{36}$/);
  await judge(page, "product-bare");
  await close();
});
