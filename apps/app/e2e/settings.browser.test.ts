import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, openPage } from "./browser.ts";
import { judge } from "./judge.ts";
import { PASSWORD, seedBrand } from "./seed.ts";
import { joinStack, own } from "./shared/join-stack.ts";
import { signIn } from "./sign-in.ts";
import type { Stack } from "./stack.ts";

let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([joinStack(), launchBrowser()]);
  await seedBrand(stack.admin, "Atelier Nord", await stack.auth.signUp(own("ada"), PASSWORD));
  await seedBrand(stack.admin, "Taken", await stack.auth.signUp(own("other"), PASSWORD));
  await stack.admin.query("update brands set slug = 'taken' where name = 'Taken'");
  await stack.auth.signUp(own("mira"), PASSWORD);
}, 400_000);

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

test("an owner renames the brand; a short name that is taken is told next to it", async () => {
  const { page, complaints, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/settings`, email: own("ada") });
  await page.getByLabel("Name", { exact: true }).fill("Atelier Süd");
  await page.getByLabel("Short name").fill("taken");
  await page.getByRole("button", { name: "Country" }).click();
  await page.keyboard.type("swed");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("It is taken.").waitFor();
  await judge(page, "settings-brand");
  await page.getByLabel("Short name").fill("atelier-sued");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  const { rows } = await stack.admin.query(
    "select name, country_code from brands where slug = 'atelier-sued'",
  );
  expect(rows).toEqual([{ name: "Atelier Süd", country_code: "SE" }]);
  expect(complaints.filter((complaint) => !complaint.includes("409"))).toEqual([]);
  await close();
});

test("somebody is invited, accepts, sees what a member may not do, is made owner, and is removed", async () => {
  const ada = await openPage(browser, 1280);
  await signIn(ada.page, { url: `${stack.url}/settings`, email: own("ada") });
  await ada.page.getByRole("tab", { name: "Members" }).click();
  expect(await ada.page.getByRole("button", { name: "Leave the brand" }).isDisabled()).toBe(true);
  await ada.page.getByLabel("Email").fill(own("mira"));
  await ada.page.getByRole("button", { name: "Invite" }).click();
  const link = ada.page.getByLabel(`Link for ${own("mira")}`);
  await link.waitFor();
  await judge(ada.page, "settings-members");
  const invitation = new URL(await link.inputValue());
  expect(invitation.origin).toBe(stack.url);

  const mira = await openPage(browser, 390);
  await signIn(mira.page, { url: invitation.href, email: own("mira") });
  await mira.page.getByRole("heading", { name: "You are invited" }).waitFor();
  await judge(mira.page, "invite");
  await mira.page.getByRole("button", { name: "Accept the invitation" }).click();
  await mira.page.waitForURL((url) => !url.pathname.startsWith("/invite"));
  await mira.page.goto(`${stack.url}/settings?tab=members`);
  await mira.page.getByText("Only owners of the brand can invite people and change roles.").waitFor();
  await judge(mira.page, "settings-member");
  await mira.page.goto(`${stack.url}/settings?tab=keys`);
  await mira.page.getByText("Only owners of the brand can see and make API keys.").waitFor();
  await mira.page.goto(`${stack.url}/settings?tab=brand`);
  await mira.page.getByText("Only owners of the brand can change these.").waitFor();
  expect(await mira.page.getByRole("button", { name: "Save" }).count()).toBe(0);

  await ada.page.reload();
  await ada.page.getByLabel(`Role of ${own("mira")}`).click();
  await ada.page.getByRole("option", { name: "Owner" }).click();
  await ada.page.getByText(`${own("mira")} is now owner.`).waitFor();
  await ada.page.getByRole("button", { name: `Remove ${own("mira")}` }).click();
  await judge(ada.page, "settings-remove");
  await ada.page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect.poll(() => ada.page.getByText(own("mira"), { exact: true }).count()).toBe(0);
  await Promise.all([ada.close(), mira.close()]);
});

test("an invitation is for one address: another is told so; by the link one makes an account and is of the brand", async () => {
  const noor = own("noor");
  const ada = await openPage(browser, 1280);
  await signIn(ada.page, { url: `${stack.url}/settings?tab=members`, email: own("ada") });
  await ada.page.getByRole("heading", { name: "Invite somebody" }).waitFor();
  await ada.page.getByLabel("Email").fill(noor);
  await ada.page.getByRole("button", { name: "Invite" }).click();
  const link = await ada.page.getByLabel(`Link for ${noor}`).inputValue();

  const { page, close } = await openPage(browser, 390);
  await signIn(page, { url: link, email: own("other") });
  await page.getByRole("button", { name: "Accept the invitation" }).click();
  const refused = page.getByRole("alert").filter({ hasText: "This invitation is for n…@" });
  await refused.getByText("Sign in with that address").waitFor();
  expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
  await judge(page, "invite-for-another");
  await page.getByRole("button", { name: "Use another account" }).click();

  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByRole("heading", { name: "Create an account" }).waitFor();
  await page.getByLabel("Email").fill(noor);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL(link);
  await page.getByText(noor, { exact: true }).waitFor();
  await page.getByRole("button", { name: "Accept the invitation" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/invite"));
  await page.goto(`${stack.url}/settings?tab=members`);
  await page.getByText("Only owners of the brand can invite people and change roles.").waitFor();
  await ada.page.reload();
  await ada.page.getByLabel(`Role of ${noor}`).waitFor();
  await Promise.all([ada.close(), close()]);
});

test("a link that was used up says so", async () => {
  const { page, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/invite/${"x".repeat(32)}`, email: own("mira") });
  await page.getByRole("button", { name: "Accept the invitation" }).click();
  await page.getByRole("alert").filter({ hasText: /\w/ }).first().waitFor();
  await page.getByRole("link", { name: "Go to the overview" }).waitFor();
  await judge(page, "invite-refused");
  await close();
});

test("an API key is shown once, works, and is revoked", async () => {
  const { page, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/settings?tab=keys`, email: own("ada") });
  await page.getByRole("heading", { name: "No keys yet" }).waitFor();
  await judge(page, "settings-keys-empty");
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByRole("button", { name: "Make the key" }).click();
  await page.getByText("Say what it is for.").waitFor();
  await judge(page, "settings-key-new");
  await page.getByLabel("What it is for").fill("Warehouse");
  await page.getByRole("checkbox", { name: "Sync" }).click();
  await page.getByRole("button", { name: "Make the key" }).click();
  const key = await page.getByLabel("The key Warehouse").inputValue();
  expect(key).toMatch(/^v1k_/);
  await judge(page, "settings-keys");
  await page.reload();
  await page.getByRole("button", { name: "Revoke Warehouse" }).waitFor();
  expect(await page.content()).not.toContain(key);
  await page.getByRole("button", { name: "Revoke Warehouse" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await page.getByText("Revoked").waitFor();
  await close();
});

test("one's own name is what others see", async () => {
  const { page, close } = await openPage(browser, 1280);
  await signIn(page, { url: `${stack.url}/settings`, email: own("ada") });
  await page.getByRole("tab", { name: "Your profile" }).click();
  await page.getByLabel("Your name").fill("Ada Lovelace");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  await judge(page, "settings-profile");
  await page.getByRole("tab", { name: "Members" }).click();
  await page.getByText("Ada Lovelace").waitFor();
  await close();
});
