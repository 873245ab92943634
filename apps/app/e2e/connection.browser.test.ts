import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser, openPage } from "./browser.ts";
import { judge } from "./judge.ts";
import {
  ARABIC_NAME,
  LONG_NAME,
  PASSWORD,
  type SeededBrand,
  seedBrand,
  seedProducts,
  seedRun,
} from "./seed.ts";
import { joinStack, own } from "./shared/join-stack.ts";
import { signIn } from "./sign-in.ts";
import type { Stack } from "./stack.ts";

let stack: Stack;
let browser: Browser;
let brand: SeededBrand;

beforeAll(async () => {
  [stack, browser] = await Promise.all([joinStack(), launchBrowser()]);
  brand = await seedBrand(stack.admin, "Atelier Nord", await stack.auth.signUp(own("ada"), PASSWORD));
  await seedProducts(stack.admin, brand, () => "https://shop.invalid/gone.png");
  const mika = await stack.auth.signUp(own("mika"), PASSWORD);
  await stack.admin.query("insert into users (id, email) values ($1, $2)", [mika, own("mika")]);
  await stack.admin.query("insert into users_on_brand (brand_id, user_id, role) values ($1, $2, 'member')", [
    brand.brandId,
    mika,
  ]);
}, 300_000);

beforeEach(() => stack.admin.query("delete from sync_runs where brand_id = $1", [brand.brandId]));

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

async function openConnection(email = own("ada"), query = "") {
  const opened = await openPage(browser, 1280);
  await signIn(opened.page, { url: `${stack.url}/integrations/${brand.connectionId}${query}`, email });
  return opened;
}

/** As a worker would: what it has merged, and where it stands. */
async function moveRun(run: string, status: string, tallies: object): Promise<void> {
  await stack.admin.query(
    `update sync_runs set status = $2::text, tallies = $3,
       finished_at = case when $2::text = 'completed' then now() end where id = $1`,
    [run, status, JSON.stringify(tallies)],
  );
}

const ofTab = (page: Page, name: string) => page.getByRole("tab", { name });

test("a run shows its stages, moves by itself, survives a reload, is cancelled, and ends", async () => {
  const run = await seedRun(stack.admin, brand, {
    status: "running",
    tallies: { read: 412, created: 300, updated: 60, unchanged: 40, failed: 12 },
    total: 1000,
  });
  const ahead = JSON.stringify({ read: 900, mapped: 700, staged: 650 });
  await stack.admin.query("update sync_runs set ahead = $2 where id = $1", [run, ahead]);
  const { page, complaints, close } = await openConnection();
  await page.getByText("412 of 1,000").waitFor();
  // Read, mapped and staged records are ahead of the merged ones, and stay so over a reload.
  const stage = (name: string, count: string) =>
    page.getByRole("listitem").filter({ hasText: name }).getByText(count, { exact: true }).waitFor();
  const stages = () =>
    Promise.all([stage("Read", "900"), stage("Map", "700"), stage("Stage", "650"), stage("Merge", "412")]);
  await stages();
  // The longest name of a stage is read whole wherever the bars stand side by side.
  const last = page.getByRole("listitem").filter({ hasText: "Find what has gone" });
  for (const width of [1280, 1024, 768, 390]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await last.evaluate((stage) => stage.scrollWidth - stage.clientWidth)).toBe(0);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await judge(page, "connection-live");
  await page.reload();
  await page.getByText("412 of 1,000").waitFor();
  await stages();
  await moveRun(run, "running", { read: 800, created: 600, updated: 120, unchanged: 64, failed: 16 });
  await page.getByText("800 of 1,000").waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Cancelling" }).waitFor();
  const asked = () => stack.admin.query("select cancel_requested_at from sync_runs where id = $1", [run]);
  await expect.poll(async () => (await asked()).rows[0]?.cancel_requested_at).not.toBeNull();
  await moveRun(run, "completed", { read: 1000, created: 700, updated: 200, unchanged: 80, failed: 20 });
  await page.getByText("700 created, 200 updated, 20 failed").waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test("a mass archive says in figures what it would do, and only an owner lets it go on", async () => {
  const run = await seedRun(stack.admin, brand, {
    status: "awaiting_approval",
    tallies: { read: 630, unchanged: 630 },
  });
  await stack.admin.query(`update sync_runs set guard = '{"live": 1000, "gone": 370}' where id = $1`, [run]);
  const member = await openConnection(own("mika"));
  await member.page.getByText("Only owners of the brand can approve it.").waitFor();
  expect(await member.page.getByRole("button", { name: /^Archive/ }).count()).toBe(0);
  await judge(member.page, "approval-member");
  await member.close();

  const { page, close } = await openConnection();
  await page.getByRole("heading", { name: "This run waits before it archives 370 products" }).waitFor();
  await judge(page, "approval");
  await page.getByRole("button", { name: "Archive 370 products" }).click();
  await page.getByText("It archives 370 and keeps 630.").waitFor();
  await judge(page, "approval-dialog");
  await page.getByRole("dialog").getByRole("button", { name: "Archive 370 products" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const { rows } = await stack.admin.query("select approved_at from sync_runs where id = $1", [run]);
  expect(rows[0]?.approved_at).not.toBeNull();
  await close();
});

test("a run's errors are told by kind with examples, its changes by field", async () => {
  const run = await seedRun(stack.admin, brand, {
    status: "completed",
    tallies: { read: 250, updated: 240, failed: 10, changes: 480 },
  });
  await stack.admin.query(
    `insert into sync_errors (brand_id, id, run_id, connection_id, external_id, code, field, message, hint, excerpt)
     select $1, gen_random_uuid(), $2, $3, 'gid://shop/' || n, 'invalid_value', 'product.price',
       'A price is no number.', 'Write it in figures.', $4 from generate_series(1, 137) n`,
    [brand.brandId, run, brand.connectionId, `{"price": "${ARABIC_NAME}"}`],
  );
  await stack.admin.query(
    `insert into sync_changes (brand_id, run_id, product_id, field_key, before, after)
     select $1, $2, id, key, before, after from products, (values
       ('product.name', '"Old name"'::jsonb, to_jsonb($3::text)),
       ('product.price', null, '{"amount": "49.90", "currency": "EUR"}'::jsonb)) c(key, before, after)
     where brand_id = $1`,
    [brand.brandId, run, LONG_NAME],
  );
  const { page, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/runs/${run}`, email: own("ada") });
  await page.getByText("A price is no number.").click();
  await page.getByText("25 of 137 errors shown, more below").waitFor();
  await page.getByRole("button", { name: "Show more" }).click();
  await page.getByText("50 of 137 errors shown, more below").waitFor();
  await page.getByRole("button", { name: "Try all 137 again" }).waitFor();
  await page
    .getByText(/^gid:..shop.\d+$/)
    .first()
    .waitFor();
  await judge(page, "run-errors");
  const boxes = page.getByRole("checkbox", { name: /^gid:..shop/ });
  for (const at of [1, 2]) await boxes.nth(at).click();
  await page.getByRole("button", { name: "Try 2 chosen ones again" }).click();
  await page.waitForURL((url) => url.pathname !== `/runs/${run}`);
  const { rows: replayed } = await stack.admin.query(
    "select r.kind, count(*)::int from sync_runs r join replay_records p on p.run_id = r.id where r.subject_run_id = $1 group by r.kind",
    [run],
  );
  expect(replayed).toEqual([{ kind: "replay", count: 2 }]);
  await page.goBack();
  await page.getByRole("tab", { name: "Changes" }).click();
  await page.getByRole("button", { name: /^Price\s*250$/ }).click();
  await page.getByText("€49.90").first().waitFor();
  expect(new URL(page.url()).searchParams.get("field")).toBe("product.price");
  await page.getByRole("button", { name: "Show more" }).click();
  await page.getByText("100 changes shown, more below").waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
  await judge(page, "run-changes");
  await close();
});

test("a member sees the settings, and who may change them", async () => {
  const { page, close } = await openConnection(own("mika"), "?tab=settings");
  await page.getByText("Only owners of the brand can change the settings of a connection.").waitFor();
  expect(await page.getByLabel("Name", { exact: true }).isDisabled()).toBe(true);
  expect(await page.getByRole("button", { name: "Disconnect" }).count()).toBe(0);
  await page.getByRole("link", { name: "Integrations" }).first().click();
  await page.getByText("Only owners of the brand can connect a system.").waitFor();
  await judge(page, "integrations-member");
  await close();
});

test("names of any length and script fit; filters and tabs are in the address", async () => {
  await stack.admin.query("update brand_integrations set name = $2, account_name = $3 where id = $1", [
    brand.connectionId,
    LONG_NAME,
    ARABIC_NAME,
  ]);
  const { page, close } = await openConnection();
  await page.getByRole("heading", { name: LONG_NAME }).waitFor();
  await page.getByText("It has not run yet.").waitFor();
  await judge(page, "connection-long-name");
  // Longer than a name may be today: it is shown, and can be shortened.
  await ofTab(page, "Settings").click();
  await expect.poll(() => page.getByLabel("Name", { exact: true }).inputValue()).toBe(LONG_NAME);
  await judge(page, "connection-long-name-settings");
  await ofTab(page, "Runs").click();
  await page.getByRole("heading", { name: "No runs yet" }).waitFor();
  expect(new URL(page.url()).searchParams.get("tab")).toBe("runs");
  await page.goto(`${stack.url}/integrations`);
  await page.getByRole("searchbox", { name: "Search integrations" }).fill("nothing of that name");
  await page.getByRole("heading", { name: "No connection fits" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "No connection fits" }).waitFor();
  await page.getByRole("button", { name: "Clear search and filter" }).click();
  await page.getByRole("link", { name: LONG_NAME }).waitFor();
  await judge(page, "integrations");
  await close();
});

test("a connection or run that is not there says so, with the request's id", async () => {
  const { page, close } = await openPage(browser, 1280);
  const nowhere = "00000000-0000-4000-8000-000000000000";
  await signIn(page, { url: `${stack.url}/integrations/${nowhere}`, email: own("ada") });
  await page.getByRole("heading", { name: "This connection could not be read" }).waitFor();
  await judge(page, "connection-missing");
  await page.goto(`${stack.url}/runs/${nowhere}`);
  await page.getByRole("heading", { name: "This run could not be read" }).waitFor();
  expect(await page.locator("code").textContent()).toMatch(/^[0-9a-f-]{36}$/);
  await close();
});
