import { expect, test } from "vitest";
import { openCoat } from "./coat-scene.ts";
import { judge } from "./judge.ts";
import { ARABIC_NAME, LONG_NAME } from "./seed.ts";
import { seedDetail } from "./seed-detail.ts";

const { scene, open } = openCoat({ worker: true });

test("a product shows its fields with their sources, its variants, composition and journey", async () => {
  const { page, complaints, close } = await open(`/products/${scene().coat.productId}`);
  await page.getByRole("heading", { name: "Winter coat", level: 1 }).waitFor();
  await page.getByText("Virgin wool").waitFor();
  await page.getByText("Tessitura Lario").first().waitFor();
  await page.getByText("5 variants, 1 gone").waitFor();
  const sizes = await page.getByRole("columnheader").allTextContents();
  expect(sizes).toEqual(["Colour", "S", "M", "XL"]);
  await judge(page, "product");
  // Where the grid is wider than the page it scrolls by itself.
  const before = page.viewportSize() ?? { width: 1280, height: 800 };
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await page.setViewportSize(before);

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

test("rule 8: a pin holds until its last day; then the owner's value stands there again", async () => {
  const { productId } = await seedDetail(scene().admin, scene().brand, "Rain coat");
  const { page, complaints, close } = await open(`/products/${productId}`);
  await page.getByRole("button", { name: "Edit price" }).click();
  await page.getByLabel("Price", { exact: true }).fill("199");
  await page.getByLabel("Until (optional)").fill("2099-12-31");
  await page.getByRole("button", { name: "Pin my value" }).click();
  await page.getByText("Price is pinned here.").waitFor();
  await page.getByText("€199.00").first().waitFor();
  await page.getByRole("button", { name: "Where Price comes from: Pinned" }).click();
  const told = page.getByRole("dialog", { name: "Where Price comes from" });
  await told.getByText("until 31 Dec 2099").waitFor();
  await told.getByText("Without the pin Demo shop writes at once: €249.00").waitFor();
  await judge(page, "product-pinned-until");

  await scene().admin.query("update field_pins set expires_at = now() where product_id = $1", [productId]);
  await tick("lift-expired-pins");
  await expect
    .poll(async () => {
      const { rows } = await scene().admin.query("select price from products where id = $1", [productId]);
      return rows;
    })
    .toEqual([{ price: "249.00" }]);
  await page.reload();
  await page.getByRole("button", { name: "Where Price comes from: Demo shop" }).click();
  await told.getByText("€199.00").first().waitFor();
  await told.getByRole("link", { name: "the end of a pin, back to Demo shop" }).waitFor();
  await told.getByText("the end of its time").waitFor();
  expect(await told.getByText("until 31 Dec 2099").count()).toBe(0);
  await judge(page, "product-pin-over");
  expect(complaints).toEqual([]);
  await close();
});

/** What the worker's clock does every few minutes, once there is a worker. */
async function tick(task: string): Promise<void> {
  const insert = "insert into pgboss.job (name, data) select name, '{}' from pgboss.queue where name = $1";
  await expect.poll(async () => (await scene().admin.query(insert, [task])).rowCount).toBe(1);
}

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

test("what has been changed meanwhile is told, and replaced only by who saves again", async () => {
  const { productId } = await seedDetail(scene().admin, scene().brand, "Spring coat");
  const { page, close } = await open(`/products/${productId}`);
  await page.getByRole("button", { name: "Edit description" }).click();
  const elsewhere = "update products set description = 'Made elsewhere.' where id = $1";
  await scene().admin.query(elsewhere, [productId]);
  await page.getByLabel("Description", { exact: true }).fill("Made here.");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("It has been changed to “Made elsewhere.” meanwhile.").waitFor();
  const stands = async () => {
    const { rows } = await scene().admin.query("select description from products where id = $1", [productId]);
    return rows[0]?.description;
  };
  expect(await stands()).toBe("Made elsewhere.");
  expect(await page.getByLabel("Description", { exact: true }).inputValue()).toBe("Made here.");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Description saved.").waitFor();
  expect(await stands()).toBe("Made here.");
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
