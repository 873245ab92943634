import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { judge } from "./judge.ts";
import { ARABIC_NAME } from "./seed.ts";
import { own } from "./shared/join-stack.ts";
import { ownerOf } from "./two-sources.ts";
import { openTwoSources } from "./two-sources-scene.ts";

const { scene, open } = openTwoSources();

test("the matrix says who owns, who observes and where they differ; a field changes hands with its figures", async () => {
  const { page, complaints, close } = await open("/integrations/fields");
  await page.getByRole("button", { name: "Webshop owns Price" }).waitFor();
  await page.getByRole("button", { name: "ERP Stockholm observes Price, 10 open conflicts" }).waitFor();
  await page.getByText("40 of 40").first().waitFor();
  const price = page.getByRole("row", { name: /^Price / });
  await price.getByRole("cell", { name: "Product, or its variants" }).waitFor();
  await judge(page, "fields");

  await page.getByRole("button", { name: "ERP Stockholm observes Price, 10 open conflicts" }).click();
  const panel = page.getByRole("dialog", { name: "Price" });
  await panel.getByText("10 of 40 products change").waitFor();
  expect(new URL(page.url()).searchParams.get("field")).toBe("product.price");
  await judge(page, "fields-transfer");
  await panel.getByLabel("Why (optional)").fill("The ERP sets prices.");
  await panel.getByRole("button", { name: "Make ERP Stockholm the owner" }).click();
  await page.getByText("The owner is changed.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "ERP Stockholm owns Price" }).waitFor();
  expect(await ownerOf(scene(), "product.price")).toBe(scene().erp);
  expect(complaints).toEqual([]);
  await close();
});

test("who decides on figures of before is told so, and nothing is written", async () => {
  const { page, close } = await open(`/integrations/fields?field=product.name&to=${scene().erp}`);
  const panel = page.getByRole("dialog", { name: "Name" });
  const button = panel.getByRole("button", { name: "Make ERP Stockholm the owner" });
  await button.waitFor();
  await scene().api.mutate("integrations.owners.transfer", {
    fields: [{ key: "product.name", version: await versionOf("product.name") }],
    to: "manual",
  });
  await button.click();
  await panel.getByText("Somebody changed this while you looked.").waitFor();
  await judge(page, "fields-refused");
  expect(await ownerOf(scene(), "product.name")).toBe(null);
  await panel.getByRole("button", { name: "Work the figures out anew" }).click();
  await panel.getByText("Somebody changed this while you looked.").waitFor({ state: "detached" });
  await close();
});

async function versionOf(key: string): Promise<number> {
  const { fields } = await scene().api.query<{ fields: { key: string; version: number }[] }>(
    "integrations.owners.list",
  );
  return fields.find((field) => field.key === key)?.version ?? 0;
}

test("a member sees all of it, and who can change it", async () => {
  const { page, close } = await open("/integrations/fields?field=product.description", own("mel"));
  const panel = page.getByRole("dialog", { name: "Description" });
  await panel.getByText("Only owners of the brand can change this field.").waitFor();
  await panel.getByRole("radio", { name: "ERP Stockholm" }).click();
  await panel.getByText("10 of 40 products change").waitFor();
  expect(await panel.getByRole("button", { name: /Make .* the owner/ }).count()).toBe(0);
  await judge(page, "fields-member");
  await close();
});

const resolvedBy = (page: Page, words: string) => page.getByText(words).waitFor();

test("conflicts are worked through with keys alone", async () => {
  const { page, complaints, close } = await open("/conflicts?field=product.description");
  const detail = page.getByRole("region", { name: "The conflict" });
  await detail.getByRole("button", { name: "Keep ours" }).waitFor();
  await detail.getByText("owns this field").waitFor();
  await page.getByText("All 10 conflicts shown").waitFor();
  await judge(page, "conflicts");

  const first = await detail.getByRole("heading", { level: 2 }).textContent();
  await page.keyboard.press("j");
  await expect.poll(() => detail.getByRole("heading", { level: 2 }).textContent()).not.toBe(first);
  await page.keyboard.press("k");
  await expect.poll(() => detail.getByRole("heading", { level: 2 }).textContent()).toBe(first);
  await page.keyboard.press("o");
  await resolvedBy(page, "Description is pinned to our value.");
  await page.keyboard.press("t");
  await resolvedBy(page, "Description is pinned to what ERP Stockholm says.");
  await page.keyboard.press("d");
  await resolvedBy(page, "Dismissed until ERP Stockholm says something else.");
  await page.getByText("All 7 conflicts shown").waitFor();
  await page.keyboard.press("p");
  const dialog = page.getByRole("dialog", { name: "Pin description here" });
  await dialog.getByLabel("Why (optional)").fill("Agreed with the buyers");
  await judge(page, "conflicts-pin");
  await dialog.getByRole("button", { name: "Pin", exact: true }).click();
  await page.getByText("All 6 conflicts shown").waitFor();

  const { rows } = await scene().admin.query(
    "select reason from field_pins where brand_id = $1 and field_key = 'product.description' order by created_at",
    [scene().brandId],
  );
  expect(rows).toEqual([{ reason: null }, { reason: null }, { reason: "Agreed with the buyers" }]);
  expect(complaints).toEqual([]);
  await close();
});

test("a name of 200 letters and an Arabic one keep to their places", async () => {
  const { page, close } = await open("/conflicts?q=Oversized");
  await page.getByText("1 conflict shown", { exact: true }).waitFor();
  await judge(page, "conflicts-long");
  await page.getByRole("searchbox", { name: "Search conflicts" }).fill("معطف");
  await page.getByRole("heading", { level: 2, name: ARABIC_NAME }).waitFor();
  await judge(page, "conflicts-arabic");
  await close();
});

test("many conflicts are dismissed at once, with the figure first; none is left", async () => {
  const { page, close } = await open("/conflicts?field=product.description");
  await page.getByRole("button", { name: "Resolve many" }).click();
  const dialog = page.getByRole("dialog", { name: "Resolve 6 conflicts?" });
  await dialog.waitFor();
  await judge(page, "conflicts-bulk");
  await dialog.getByRole("button", { name: "Dismiss" }).click();
  await page.getByText("6 conflicts resolved").waitFor();
  await page.getByRole("heading", { name: "No conflict is like that" }).waitFor();
  await page.getByRole("combobox", { name: "State" }).click();
  await page.getByRole("option", { name: "Dismissed" }).click();
  await page.getByText("All 7 conflicts shown").waitFor();
  await page.getByRole("button", { name: "Open again" }).click();
  await page.getByText("All 6 conflicts shown").waitFor();
  await close();
});

test("one connection takes over what another one owns, previewed in one go", async () => {
  const { page, complaints, close } = await open("/integrations/fields");
  await page.getByRole("button", { name: "Promote a connection" }).click();
  const panel = page.getByRole("dialog", { name: "Promote a connection" });
  await panel.getByRole("combobox", { name: "From" }).click();
  await page.getByRole("option", { name: "Webshop" }).click();
  await panel.getByText(/of 40 products change/).waitFor();
  await judge(page, "promote");
  await panel.getByRole("button", { name: "Take over 1 field" }).click();
  await page.getByText("The owner is changed.").waitFor();
  expect(await ownerOf(scene(), "product.description")).toBe(scene().erp);
  expect(complaints).toEqual([]);
  await close();
});

test("every value of a product explains itself, is pinned and given back", async () => {
  const { rows } = await scene().admin.query<{ id: string }>(
    "select id from products where brand_id = $1 and product_identifier = 'style-1003'",
    [scene().brandId],
  );
  const { page, complaints, close } = await open(`/products/${rows[0]?.id}`);
  await page.getByRole("button", { name: "Where Price comes from: ERP Stockholm" }).click();
  const told = page.getByRole("dialog", { name: "Where Price comes from" });
  await told.getByText("The owner's value").waitFor();
  await told.getByText("€51.90").first().waitFor();
  await judge(page, "explain");
  await told.getByRole("button", { name: "Pin this value here" }).click();
  await told.getByLabel("Why (optional)").fill("Sale ends Sunday");
  await told.getByRole("button", { name: "Pin", exact: true }).click();
  await told.getByText("A pin wins").waitFor();
  await judge(page, "explain-pinned");
  await told.getByRole("button", { name: "Unpin" }).click();
  await told.getByRole("button", { name: "Pin this value here" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Show what happened to it" }).click();
  await page.getByText("Unpinned price").waitFor();
  await page.getByText("Created").waitFor();
  await judge(page, "product-history");
  expect(complaints).toEqual([]);
  await close();
});

test("a field is emptied with its source where an owner says so, and has no owner where they say that", async () => {
  const { page, complaints, close } = await open("/integrations/fields?field=product.weight");
  const panel = page.getByRole("dialog", { name: "Weight" });
  await panel.getByRole("radio", { name: "Clear ours too" }).click();
  await page.getByText("Saved for Weight. It counts from the next sync on.").waitFor();
  await panel.getByRole("radio", { name: "Nobody" }).click();
  await panel.getByRole("button", { name: "Take the owner away" }).click();
  await page.getByText("The owner is changed.").waitFor();
  await panel.getByText("owned it last. Its values stay as they were.").waitFor();
  await judge(page, "fields-nobody");
  const { rows } = await scene().admin.query(
    "select owner_kind, on_null from field_owners where brand_id = $1 and field_key = 'product.weight'",
    [scene().brandId],
  );
  expect(rows).toEqual([{ owner_kind: "nobody", on_null: "clear" }]);
  expect(complaints).toEqual([]);
  await close();
});

test("a connection pauses, is disconnected with what that frees said first, and has its fields offered back", async () => {
  const { page, complaints, close } = await open(`/integrations/${scene().erp}?tab=settings`);
  await page.getByRole("combobox", { name: "Look for changes" }).click();
  await page.getByRole("option", { name: "Every hour" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect.poll(() => settingsOf(scene().erp)).toMatchObject({ schedule_cron: "0 * * * *" });
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByText("Paused. Nothing is read by schedule now.").waitFor();
  expect(await settingsOf(scene().erp)).toMatchObject({ status: "paused" });
  await page.getByRole("button", { name: "Resume" }).first().click();
  await page.getByText("It syncs by its schedule again.").waitFor();

  const owned = await ownedBy(scene().erp);
  expect(owned).toContain("product.price");
  await page.getByRole("button", { name: "Disconnect" }).click();
  const dialog = page.getByRole("dialog", { name: "Disconnect ERP Stockholm?" });
  await dialog.getByText(`${owned.length} fields will have no owner: `).waitFor();
  await judge(page, "disconnect");
  await dialog.getByRole("button", { name: "Disconnect", exact: true }).click();
  await page.getByText("ERP Stockholm is disconnected").waitFor();
  expect(await ownedBy(scene().erp)).toEqual([]);
  await page.getByRole("tab", { name: "Overview" }).click();
  await page.getByRole("heading", { name: "This connection is disconnected" }).waitFor();
  await judge(page, "disconnected");

  await page.getByRole("link", { name: "Reconnect" }).click();
  await page.getByRole("button", { name: "Reconnect and sync" }).click();
  await page.getByText("Connected again. A full read has begun.").waitFor();
  await page.getByRole("tab", { name: "Overview" }).click();
  // With the one that nobody owned before.
  const back = [...owned, "product.weight"].sort();
  await page.getByRole("heading", { name: `It owned ${back.length} fields that nobody owns now` }).waitFor();
  await expect.poll(() => activeRuns(scene().erp), { timeout: 30_000 }).toBe(0);
  expect(await ownedBy(scene().erp)).toEqual([]);
  await judge(page, "offered-back");
  await page.getByRole("button", { name: "Give them back…" }).click();
  const panel = page.getByRole("dialog", { name: `Give ${back.length} fields back` });
  await panel.getByText(`of ${back.length * 40} values of products change`).waitFor();
  await judge(page, "offered-back-figures");
  await panel.getByRole("button", { name: `Give ${back.length} fields back` }).click();
  await page.getByText(/^The owner is changed/).waitFor();
  await page.getByRole("heading", { name: /that nobody owns now/ }).waitFor({ state: "detached" });
  expect(await ownedBy(scene().erp)).toEqual(back);
  expect(complaints).toEqual([]);
  await close();
});

async function settingsOf(connectionId: string) {
  const { rows } = await scene().admin.query(
    "select status, schedule_cron from brand_integrations where id = $1",
    [connectionId],
  );
  return rows[0];
}

async function ownedBy(connectionId: string): Promise<string[]> {
  const { rows } = await scene().admin.query<{ field_key: string }>(
    "select field_key from field_owners where connection_id = $1 order by field_key",
    [connectionId],
  );
  return rows.map((row) => row.field_key);
}

async function activeRuns(connectionId: string): Promise<number> {
  const { rowCount } = await scene().admin.query(
    "select from sync_runs where connection_id = $1 and status in ('queued', 'running')",
    [connectionId],
  );
  return rowCount ?? 0;
}
