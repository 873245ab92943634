import { expect, test } from "vitest";
import { judge } from "./judge.ts";
import { ARABIC_NAME, LONG_NAME } from "./seed.ts";
import { own } from "./shared/join-stack.ts";
import { connect, ended, ownerOf, shopProducts, syncOf } from "./two-sources.ts";
import { openTwoSources } from "./two-sources-scene.ts";

const { scene, open } = openTwoSources();

const priceOf = async (identifier: string): Promise<string | undefined> => {
  const { rows } = await scene().admin.query<{ price: string }>(
    "select price from products where brand_id = $1 and product_identifier = $2",
    [scene().brandId, identifier],
  );
  return rows[0]?.price;
};

/** The shop's feed with three other prices, one other text, and one product more. */
function changedShop() {
  const products = shopProducts().map((product, at) => ({
    ...product,
    ...(at < 3 ? { price: (99.9 + at).toFixed(2) } : {}),
    ...(at === 4 ? { description: `${product.description} Now with a hood.` } : {}),
  }));
  return [...products, { id: "style-2000", name: "Wool socks", price: "12.00" }];
}

test("a sync is previewed without writing, says what changed since, and is taken over", async () => {
  scene().feeds.put("/shop", changedShop());
  const { page, complaints, close } = await open(`/integrations/${scene().shop}`);
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("heading", { name: "What a sync of Webshop would do" }).waitFor();
  await page.getByText("41 records read").waitFor();
  await page.getByRole("heading", { name: "Product by product" }).waitFor();
  await page.getByText("Wool socks").waitFor();
  await page.getByText("€99.90").first().waitFor();
  await judge(page, "preview");
  expect(await priceOf("style-1001")).toBe("49.90");
  await page.getByRole("button", { name: /^New / }).click();
  await page.getByText("1 record shown").waitFor();
  expect(new URL(page.url()).searchParams.get("effect")).toBe("created");

  await scene().api.mutate("integrations.owners.transfer", {
    fields: [{ key: "product.tags", version: 1 }],
    to: "manual",
  });
  await page.getByRole("button", { name: "Do exactly this" }).click();
  const dialog = page.getByRole("dialog", { name: "Something has changed since" });
  await dialog.getByText("Fields have other owners or sources now.").waitFor();
  await judge(page, "preview-outdated");
  await dialog.getByRole("button", { name: "Preview anew" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText("41 records read").waitFor();
  await page.getByRole("button", { name: "Do exactly this" }).click();
  await page.waitForURL(/\/runs\//);
  await page.getByText("Completed").first().waitFor({ timeout: 30_000 });
  expect(await priceOf("style-1001")).toBe("99.90");
  expect(complaints.filter((complaint) => !complaint.includes("412"))).toEqual([]);
  await close();
});

test("a run is undone: what is put back and what stays, in figures first; the undo can be undone", async () => {
  const { rows } = await scene().admin.query<{ id: string }>(
    "select id from sync_runs where brand_id = $1 and kind = 'sync' order by seq desc limit 1",
    [scene().brandId],
  );
  await scene().api.mutate("products.update", {
    id: await productId("style-1002"),
    changes: { "product.price": { amount: "77.00", currency: "EUR" } },
    pin: { reason: "Sale" },
  });
  const { page, complaints, close } = await open(`/runs/${rows[0]?.id}`);
  await page.getByRole("link", { name: "Undo…" }).click();
  await page.getByRole("heading", { name: "Undo this run" }).waitFor();
  await page.getByText("1 change would stay").waitFor();
  await page.getByText("Change by change").waitFor();
  await judge(page, "undo");
  await page.getByRole("button", { name: /^Undo \d+ changes$/ }).click();
  await page.getByRole("heading", { name: "Undo of a run of Webshop" }).waitFor();
  await page.getByText("Completed").first().waitFor({ timeout: 30_000 });
  await judge(page, "undo-run");
  expect(await priceOf("style-1001")).toBe("49.90");
  expect(await priceOf("style-1002")).toBe("77.00");

  await page.getByRole("link", { name: "Undo…" }).click();
  await page.getByRole("button", { name: /^Undo \d+ changes$/ }).click();
  await expect.poll(() => priceOf("style-1001"), { timeout: 20_000 }).toBe("99.90");
  expect(complaints).toEqual([]);
  await close();
});

async function productId(identifier: string): Promise<string> {
  const { rows } = await scene().admin.query<{ id: string }>(
    "select id from products where brand_id = $1 and product_identifier = $2",
    [scene().brandId, identifier],
  );
  return rows[0]?.id ?? "";
}

test("a member is told who can undo", async () => {
  const { rows } = await scene().admin.query<{ id: string }>(
    "select id from sync_runs where brand_id = $1 order by seq limit 1",
    [scene().brandId],
  );
  const { page, close } = await open(`/runs/${rows[0]?.id}/undo`, own("mel"));
  await page.getByText("Only owners of the brand can undo a run.").waitFor();
  await judge(page, "undo-member");
  await close();
});

test("a record that fits nothing is linked by hand, beside the product that was searched for", async () => {
  scene().feeds.put("/market", [
    { id: "mk-1", name: "Canvas tote four", description: "Bag.", price: "55.00" },
    { id: "mk-2", name: "Not for sale", price: "1.00" },
  ]);
  const market = await connect(scene().api, {
    name: "Marketplace",
    url: scene().feeds.urlOf("/market"),
    fields: { "product.name": "name", "product.price": "price", "product.description": "description" },
    mayCreate: false,
  });
  await syncOf(scene().api, market);
  const { page, complaints, close } = await open("/review");
  await page.getByRole("button", { name: "Decide on Canvas tote four" }).waitFor();
  await judge(page, "review");
  await page.getByRole("button", { name: "Decide on Canvas tote four" }).click();
  const panel = page.getByRole("dialog", { name: "Canvas tote four" });
  await panel.getByRole("button", { name: "Find another product" }).click();
  await page.getByPlaceholder("Name, identifier, SKU, barcode").fill("style-1004");
  await page.getByRole("option", { name: /style-1004/ }).click();
  await panel.getByText("€52.90").waitFor();
  await judge(page, "review-decide");
  await panel.getByRole("button", { name: "Link to the chosen product" }).click();
  await page.getByText(/^Linked\./).waitFor();
  await page.getByRole("button", { name: "Decide on Not for sale" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Ignore" }).click();
  await page.getByRole("heading", { name: "Nothing waits for a decision" }).waitFor();
  const { rows } = await scene().admin.query(
    "select external_id, status from review_records where brand_id = $1 order by 1",
    [scene().brandId],
  );
  expect(rows).toEqual([
    { external_id: "mk-1", status: "linked" },
    { external_id: "mk-2", status: "ignored" },
  ]);
  expect(complaints).toEqual([]);
  await close();
});

test("a field is taken from another place, tried on three real records before it is saved", async () => {
  const { page, complaints, close } = await open(
    `/integrations/${scene().erp}?tab=fields&field=product.season`,
  );
  const panel = page.getByRole("dialog", { name: "Where season comes from" });
  await panel.getByText("Another place in the record").click();
  await panel.getByRole("combobox", { name: "Place" }).fill("name");
  await panel.getByRole("combobox", { name: "Add a step" }).click();
  await page.getByRole("option", { name: /^Case/ }).click();
  await panel.getByText("Merino crew-neck no. 1", { exact: true }).waitFor();
  await judge(page, "mapping");
  await panel.getByRole("radio", { name: "An expression" }).click();
  await panel.getByRole("textbox", { name: "Expression" }).fill('name & " / " & season');
  await panel.getByText("Merino crew-neck no. 1 / winter 2026", { exact: true }).waitFor();
  await judge(page, "mapping-expression");
  await panel.getByRole("radio", { name: "Another place in the record" }).click();
  await panel.getByText("Merino crew-neck no. 1", { exact: true }).waitFor();
  await panel.getByRole("button", { name: "Save" }).click();
  await page.getByText(/^Saved\./).waitFor();
  const runId = await syncOf(scene().api, scene().erp, "auto");
  await ended(scene().api, runId);
  const { rows } = await scene().admin.query(
    `select s.name from products p join brand_seasons s on s.brand_id = p.brand_id and s.id = p.season_id
     where p.brand_id = $1 and p.product_identifier = 'style-1001'`,
    [scene().brandId],
  );
  expect(rows).toEqual([{ name: "Merino crew-neck no. 1" }]);
  expect(complaints).toEqual([]);
  await close();
});

/** A feed's product whose sizes are variants of their own. */
const sized = (id: string, name: string, ...codes: string[]) => ({
  id,
  name,
  sizes: codes.map((sku) => ({ sku })),
});

const SIZES = { list: "sizes", id: "sku", fields: { "variant.sku": "sku" } };

test("rule 9: who groups variants in another way takes over only once that is confirmed; products stay", async () => {
  const { api, admin, brandId, feeds } = scene();
  feeds.put("/boutique", [
    sized("bt-1", "Loden cape", "LC-S", "LC-M"),
    sized("bt-2", ARABIC_NAME, "AR-S"),
    sized("bt-3", LONG_NAME, "LN-S"),
    sized("bt-4", "Felt slippers", "FS-38", "FS-39"),
  ]);
  const apart = [sized("w-1", "Slippers 38", "FS-38"), sized("w-2", "Slippers 39", "FS-39")];
  feeds.put("/wholesale", apart);
  const from = await connect(api, {
    name: "Boutique",
    url: feeds.urlOf("/boutique"),
    fields: { "product.name": "name" },
    variants: SIZES,
  });
  await syncOf(api, from);
  const to = await connect(api, {
    name: "Wholesale",
    url: feeds.urlOf("/wholesale"),
    fields: {},
    mayCreate: false,
    matchBy: ["sku"],
    variants: SIZES,
  });
  await syncOf(api, to);
  const grouped = async () => {
    const { rows } = await admin.query<{ name: string; skus: string[] }>(
      `select p.name, array_agg(v.sku order by v.sku) as skus from products p
       join product_variants v on v.brand_id = p.brand_id and v.product_id = p.id
       where p.brand_id = $1 group by p.name, p.product_identifier order by p.product_identifier`,
      [brandId],
    );
    return rows;
  };
  const before = await grouped();
  expect(before.map(({ skus }) => skus)).toEqual([["LC-M", "LC-S"], ["AR-S"], ["LN-S"], ["FS-38", "FS-39"]]);

  const { page, complaints, close } = await open("/integrations/fields");
  await page.getByRole("button", { name: "Promote a connection" }).click();
  const panel = page.getByRole("dialog", { name: "Promote a connection" });
  const choose = async (label: string, name: string) => {
    await panel.getByRole("combobox", { name: label }).click();
    await page.getByRole("option", { name }).click();
  };
  await choose("From", "Boutique");
  await choose("To", "Wholesale");
  const takeOver = panel.getByRole("button", { name: "Take over 1 field" });
  await takeOver.waitFor();
  expect(await panel.getByText("grouped in another way").count()).toBe(0);

  // What was looked at is no more: one record lists three products' variants, and two are linked to one.
  feeds.put("/wholesale", [...apart, sized("w-3", "Capes and coats", "LC-S", "AR-S", "LN-S")]);
  await syncOf(api, to);
  await api.mutate("integrations.reviews.link", {
    connectionId: to,
    externalId: "w-2",
    productId: await productId("bt-4"),
  });
  await syncOf(api, to);
  await takeOver.click();
  await panel.getByText(/^The new connection groups the variants of 4 products in another way/).waitFor();
  expect(await ownerOf(scene(), "variant.sku")).toBe(from);

  await panel.getByRole("heading", { name: "4 products are grouped in another way there" }).waitFor();
  await panel.getByText("2 records there are one product here, 2 variants").waitFor();
  await panel.getByText("one record there is several products here, 1 variant").first().waitFor();
  expect(await panel.getByRole("link", { name: "Felt slippers" }).getAttribute("href")).toBe(
    `/products/${await productId("bt-4")}`,
  );
  expect(await takeOver.isDisabled()).toBe(true);
  await judge(page, "promote-regroups");
  await panel.getByRole("checkbox", { name: "I have looked at them" }).click();
  await takeOver.click();
  await page.getByText(/^The owner is changed/).waitFor();
  await panel.waitFor({ state: "detached" });
  expect(await ownerOf(scene(), "variant.sku")).toBe(to);
  expect(await grouped()).toEqual(before);
  expect(complaints.filter((complaint) => !complaint.includes("412"))).toEqual([]);
  await close();
});
