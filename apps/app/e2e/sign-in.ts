import type { Page } from "playwright-core";
import { PASSWORD } from "./seed.ts";

interface SignIn {
  url: string;
  email: string;
  password?: string;
}

/** With the keyboard alone: the email field has the focus already. */
export async function signIn(page: Page, { url, email, password = PASSWORD }: SignIn): Promise<void> {
  await page.goto(url);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "email");
  await page.keyboard.type(email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
}

export function productRow(page: Page, text: string) {
  return page.getByRole("row").filter({ hasText: text });
}
