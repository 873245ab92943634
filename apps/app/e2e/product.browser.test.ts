import { expect, test } from "vitest";
import { openCoat } from "./coat-scene.ts";
import { judge } from "./judge.ts";
import { ARABIC_NAME, LONG_NAME } from "./seed.ts";
import { seedDetail } from "./seed-detail.ts";

const { scene, open } = openCoat();

test("a product shows its fields with their sources, its variants, composition and journey", async () => {
  const { page, complaints, close } = await open(`/products/${scene().coat.productId}`);
  await page.getByRole("heading", { name: "Winter coat", level: 1 }).waitFor();
  await page.getByText("Virgin wool").waitFor();
  await page.getByText("Tessitura Lario").first().waitFor();
  await page.getByText("5 variants, 1 gone").waitFor();
  const sizes = await page.getByRole("columnheader").allTextContents();
  expect(sizes).toEqual(["Colour", "S", "M", "XL"]);
  await judge(page, "product");

  await page.getByRole("button", { name: "Where Name comes from: Demo shop" }).click();
  const origin = page.getByRole("dialog", { name: "Where Name comes from" });
  await origin.getByRole("link", { name: "a run of Demo shop" }).waitFor();
  await judge(page, "product-origin");
  expect(complaints).toEqual([]);
  await origin.getByRole("link", { name: "a run of Demo shop" }).click();
  await page.waitForURL(`${scene().url}/runs/${scene().coat.runId}`);
  await close();
});

test("a field that nobody owns is edited in place, by keyboard alone", async () => {
  const { page, close } = await open(`/products/${scene().coat.productId}`);
  await page.getByRole("button", { name: "Edit description" }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Description", { exact: true }).waitFor();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Made for long winters.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("Description saved.").waitFor();
  await page.getByText("Made for long winters.").waitFor();
  await page.getByRole("button", { name: "Where Description comes from: By hand" }).waitFor();
  await close();
});

test("who owns a field is told, and a pin keeps what one types", async () => {
  const { page, close } = await open(`/products/${scene().coat.productId}`);
  await page.getByRole("button", { name: "Edit name" }).click();
  const note = page.getByRole("note");
  await note.getByText("Demo shop owns name here").waitFor();
  expect(await note.getByRole("link", { name: "take the field over" }).getAttribute("href")).toBe(
    "/integrations/fields?field=product.name",
  );
  await judge(page, "product-owned");
  await page.getByLabel("Name", { exact: true }).fill("Winter coat, lined");
  await page.getByLabel("Why (optional)").fill("The shop's name is too short");
  await page.getByRole("button", { name: "Pin my value" }).click();
  await page.getByText("Name is pinned here.").waitFor();
  await page.getByRole("heading", { name: "Winter coat, lined", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Where Name comes from: Pinned" }).waitFor();
  const { rows } = await scene().admin.query("select field_key, reason from field_pins where brand_id = $1", [
    scene().brand.brandId,
  ]);
  expect(rows).toEqual([{ field_key: "product.name", reason: "The shop's name is too short" }]);
  await close();
});

test("an owner that came in the meantime refuses, and the pin is offered then", async () => {
  const product = await seedDetail(scene().admin, scene().brand, "Summer coat");
  const { page, close } = await open(`/products/${product.productId}`);
  await page.getByRole("button", { name: "Edit weight" }).click();
  await scene().admin.query(
    `update product_sources set observed = observed || '{"product.weight": {"value": "1250", "unit": "g"}}' where product_id = $1`,
    [product.productId],
  );
  await scene().admin.query(
    `insert into field_owners (brand_id, field_key, owner_kind, connection_id) values ($1, 'product.weight', 'connection', $2)`,
    [scene().brand.brandId, scene().brand.connectionId],
  );
  await page.getByLabel("Weight", { exact: true }).fill("900");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Demo shop owns weight here").waitFor();
  expect(await page.getByLabel("Weight", { exact: true }).inputValue()).toBe("900");
  await page.getByRole("button", { name: "Pin my value" }).click();
  await page.getByText("900 g").waitFor();
  await close();
});

test("a value that is none is told next to its field", async () => {
  const { page, close } = await open(`/products/${scene().coat.productId}`);
  await page.getByRole("button", { name: "Edit gtin" }).click();
  await page.getByLabel("GTIN", { exact: true }).fill("1234567890123");
  await page.getByRole("button", { name: "Save" }).click();
  const input = page.getByLabel("GTIN", { exact: true });
  await expect.poll(() => input.getAttribute("aria-invalid")).toBe("true");
  await judge(page, "product-invalid");
  await close();
});

test("a variant opens by its cell, its own price is set and given back, and one is added", async () => {
  const { page, close } = await open(`/products/${scene().coat.productId}`);
  await page.getByRole("button", { name: /^Ink .*, M, [€–]/ }).click();
  const panel = page.getByRole("dialog");
  await panel.getByRole("heading", { name: "Its own" }).waitFor();
  await expect.poll(() => page.url()).toContain("variant=");
  await judge(page, "product-variant");
  await panel.getByRole("button", { name: "Edit price" }).click();
  await panel.getByLabel("Price", { exact: true }).fill("199");
  await panel.getByLabel("Currency").fill("EUR");
  await panel.getByRole("button", { name: "Save" }).click();
  await panel.getByText("€199.00").waitFor();
  await panel.getByRole("button", { name: "Edit price" }).click();
  await panel.getByRole("button", { name: "Use the product’s value" }).click();
  await panel.getByRole("button", { name: "Save" }).click();
  await panel.getByText("from the product").first().waitFor();
  await expect.poll(() => panel.getByText("€199.00").count()).toBe(0);
  await panel.getByRole("button", { name: "Edit price" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "List", exact: true }).click();
  await page.getByRole("columnheader", { name: "Barcode" }).waitFor();
  await judge(page, "product-variants-list");

  await page.getByRole("button", { name: "Add variant" }).click();
  await page.getByLabel("SKU").fill("NEW-1");
  await page.getByRole("button", { name: "Add variant" }).click();
  await page.getByRole("heading", { name: "NEW-1" }).waitFor();
  await close();
});

test("names of 200 letters and in Arabic stand as they are; an unknown product says so", async () => {
  const long = await seedDetail(scene().admin, scene().brand, LONG_NAME);
  const arabic = await seedDetail(scene().admin, scene().brand, ARABIC_NAME);
  await scene().admin.query("update brand_integrations set name = $2 where brand_id = $1", [
    scene().brand.brandId,
    LONG_NAME,
  ]);
  const { page, close } = await open(`/products/${long.productId}`);
  await page.getByRole("heading", { name: LONG_NAME, level: 1 }).waitFor();
  await judge(page, "product-long-name");
  await page.goto(`${scene().url}/products/${arabic.productId}`);
  await page.getByRole("heading", { name: ARABIC_NAME, level: 1 }).waitFor();
  await judge(page, "product-arabic");
  await page.goto(`${scene().url}/products/${scene().brand.brandId}`);
  await page.getByRole("heading", { name: "There is no such product" }).waitFor();
  await judge(page, "product-unknown");
  await close();
});
