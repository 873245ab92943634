import { expect, test } from "vitest";
import { apiAs } from "./api.ts";
import { openCoat } from "./coat-scene.ts";
import { judge } from "./judge.ts";
import { ARABIC_NAME, LONG_NAME, seedProducts } from "./seed.ts";
import { own } from "./shared/join-stack.ts";
import { productRow } from "./sign-in.ts";

const { scene, open } = openCoat({ worker: true });

/** What a sync would write: another price and another text, and the mark that it leaves. */
const synced = (productId: string) =>
  scene().admin.query(
    `update products set price = price + 10, description = 'Warm, warmer still, and lined with quilted silk.',
       has_pending_changes = status = 'published' where id = $1`,
    [productId],
  );

test("rule 17: a product is published, changes wait beside it, and each version stays as it was", async () => {
  const { page, complaints, close } = await open(`/products/${scene().coat.productId}`);
  const passport = page.getByRole("region", { name: "Passport" });
  await passport.getByText("Not published yet.").waitFor();
  await judge(page, "passport-none");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await passport.getByText("Public, and up to date.").waitFor();
  await passport.getByRole("button", { name: "Version 1" }).waitFor();
  await judge(page, "passport-published");

  await synced(scene().coat.productId);
  await page.reload();
  await page.getByText("changes waiting").waitFor();
  await passport.getByText("Version 1 is public.").waitFor();
  await judge(page, "passport-waits");
  await page.getByRole("button", { name: "Publish changes…" }).click();
  const changes = page.getByRole("dialog", { name: "Changes since it was published" });
  await changes.getByText("€259.00").waitFor();
  await changes.getByText("lined with quilted silk").waitFor();
  expect(new URL(page.url()).searchParams.get("passport")).toBe("changes");
  await judge(page, "passport-changes");
  await page.reload();
  await changes.getByRole("button", { name: "Publish version 2" }).click();
  await changes.waitFor({ state: "detached" });
  await passport.getByRole("button", { name: "Version 2" }).waitFor();
  await passport.getByText("Public, and up to date.").waitFor();

  await passport.getByRole("button", { name: "Version 1" }).click();
  const first = page.getByRole("dialog", { name: "Version 1" });
  await first.getByText("€249.00").waitFor();
  await first.getByText("Warm, and warmer still.").waitFor();
  await first.getByText("80 % Virgin wool").waitFor();
  await judge(page, "passport-version");
  await page.keyboard.press("Escape");
  await first.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Show what happened to it" }).click();
  await page.getByText("Published as version 2").waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test("rule 17: what was taken back leaves nothing to publish, and an address of no version says so", async () => {
  const { page, close } = await open(`/products/${scene().coat.productId}`);
  await page.getByRole("heading", { name: "Winter coat", level: 1 }).waitFor();
  await scene().admin.query("update products set has_pending_changes = true where id = $1", [
    scene().coat.productId,
  ]);
  await page.goto(`${scene().url}/products/${scene().coat.productId}?passport=changes`);
  await page.getByText("What changed was taken back").waitFor();
  await judge(page, "passport-taken-back");
  await page.getByRole("button", { name: "Mark as up to date" }).click();
  await page.getByText("Published already, exactly as it is.").waitFor();
  await page.goto(`${scene().url}/products/${scene().coat.productId}?version=99`);
  await page.getByText("This product has no version 99.").waitFor();
  await judge(page, "passport-no-version");
  await close();
});

test("rule 17: before an undo one reads that what is published stays", async () => {
  await scene().admin.query(
    `insert into sync_changes (brand_id, run_id, product_id, field_key, before, after)
     values ($1, $2, $3, 'product.price', '{"amount": "239.00", "currency": "EUR"}', '{"amount": "259.00", "currency": "EUR"}')`,
    [scene().brand.brandId, scene().coat.runId, scene().coat.productId],
  );
  const { page, complaints, close } = await open(`/runs/${scene().coat.runId}/undo`);
  await page.getByText("1 change would be undone").waitFor();
  await page.getByText("1 published passport shows what this run wrote.").waitFor();
  await judge(page, "passport-undo");
  expect(complaints).toEqual([]);
  await close();
});

test("rule 17: products whose passports wait are shown, and published all at once by a worker", async () => {
  await seedProducts(scene().admin, scene().brand, () => "https://shop.invalid/gone.png");
  const api = await apiAs(scene(), { email: own("ada"), brandId: scene().brand.brandId });
  const { rows } = await scene().admin.query<{ id: string }>(
    "select id from products where brand_id = $1 and status = 'unpublished' order by id desc limit 120",
    [scene().brand.brandId],
  );
  await api.mutate("passports.publish", { productIds: rows.map(({ id }) => id) });
  const versions = async () => {
    const counted = await scene().admin.query<{ count: number }>(
      "select count(*)::int as count from passport_versions where brand_id = $1 and publication_id is not null",
      [scene().brand.brandId],
    );
    return counted.rows[0]?.count;
  };
  await expect.poll(versions, { timeout: 30_000 }).toBe(120);
  await scene().admin.query(
    "update products set name = name || ' ', has_pending_changes = true, price = 5 where brand_id = $1 and id = any($2)",
    [scene().brand.brandId, rows.slice(0, 90).map(({ id }) => id)],
  );

  const { page, complaints, close } = await open("/products");
  const waiting = page.getByRole("region", { name: "Passports that wait" });
  await waiting.getByText("90 passports").waitFor();
  await productRow(page, ARABIC_NAME).waitFor();
  await productRow(page, LONG_NAME).waitFor();
  await judge(page, "passports-waiting");
  await waiting.getByRole("button", { name: "Show them" }).click();
  await page.getByRole("button", { name: "Passport: Changed since published" }).waitFor();
  await waiting.getByRole("button", { name: "Publish all…" }).click();
  const dialog = page.getByRole("dialog", { name: "Publish all that waits" });
  await dialog.getByText("90 passports get a new version each").waitFor();
  await judge(page, "passports-publish-all");
  await dialog.getByRole("button", { name: "Publish all" }).click();
  await expect.poll(versions, { timeout: 30_000 }).toBe(210);
  await waiting.waitFor({ state: "detached" });
  await page.getByRole("heading", { name: "No product matches" }).waitFor({ timeout: 30_000 });
  expect(complaints.filter((complaint) => !complaint.includes("ERR_NAME_NOT_RESOLVED"))).toEqual([]);
  await close();
});

test("rule 17: a publication under way shows how far it is, and is stopped", async () => {
  const { rows } = await scene().admin.query<{ id: string }>(
    `insert into passport_publications (brand_id, kind, product_ids, total, published, unchanged, status)
     values ($1, 'products', '{}', 12000, 4300, 12, 'running') returning id`,
    [scene().brand.brandId],
  );
  const { page, close } = await open("/products");
  const progress = page.getByRole("region", { name: "Being published" });
  await progress.getByText("4,312 of 12,000 passports").waitFor();
  await judge(page, "passports-publishing");
  await progress.getByRole("button", { name: "Stop" }).click();
  await progress.getByRole("button", { name: "Stopping" }).waitFor();
  await scene().admin.query("update passport_publications set status = 'cancelled' where id = $1", [
    rows[0]?.id,
  ]);
  await progress.waitFor({ state: "detached" });
  await close();
});

test("rule 17: an owner chooses that the brand publishes by itself; a member reads who can", async () => {
  const { page, close } = await open("/settings");
  const choice = page.getByRole("checkbox", { name: "Publish by itself after each sync" });
  await choice.click();
  await page.getByText("Saved.").waitFor();
  await page.reload();
  await choice.waitFor();
  await expect.poll(() => choice.getAttribute("aria-checked")).toBe("true");
  await choice.scrollIntoViewIfNeeded();
  await judge(page, "passport-settings");
  await scene().admin.query("update users_on_brand set role = 'member' where brand_id = $1", [
    scene().brand.brandId,
  ]);
  await page.reload();
  await choice.waitFor();
  await expect.poll(() => choice.isDisabled()).toBe(true);
  await judge(page, "passport-settings-member");
  await close();
});
