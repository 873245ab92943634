import type { Locator, Page } from "playwright-core";

/** How somebody works a page: with a mouse, or with keys alone. */
export interface Hands {
  /** A button, link, tab or item of a menu. */
  press(target: Locator): Promise<void>;
  /** Into a field, in the place of what it says. */
  type(target: Locator, text: string): Promise<void>;
  chooseFile(target: Locator, path: string): Promise<void>;
  /** To a page of the rail. */
  goTo(page: Page, name: string): Promise<void>;
}

export const mouse: Hands = {
  press: (target) => target.click(),
  async type(target, text) {
    // Where the cursor stands already nobody clicks first.
    await target.waitFor();
    if (!(await hasFocus(target))) await target.click();
    await target.page().keyboard.press("Control+A");
    await target.page().keyboard.type(text);
  },
  chooseFile: (target, path) => target.setInputFiles(path),
  async goTo(page, name) {
    // Where there is no room for the rail, a menu stands for it.
    const menu = page.getByRole("button", { name: "Pages" });
    if (await menu.isVisible()) await menu.click();
    await page.getByRole("link", { name, exact: true }).click();
  },
};

export function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}
