import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { type Hands, hasFocus } from "./hands.ts";

/** More stops than any page of the tour has. */
const MOST_STOPS = 200;

/** Tab, Enter, arrows and the palette. Where the focus is must be seen at each stop, and it is never lost. */
export const keys: Hands = {
  async press(target) {
    await reach(target);
    await target.page().keyboard.press("Enter");
    await isSomewhere(target.page());
  },
  async type(target, text) {
    await reach(target);
    await target.page().keyboard.press("Control+A");
    await target.page().keyboard.type(text);
  },
  async chooseFile(target, path) {
    await reach(target);
    const page = target.page();
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Space")]);
    await chooser.setFiles(path);
  },
  async goTo(page, name) {
    await page.keyboard.press("Control+k");
    await page.locator("[role=combobox]:focus").waitFor();
    await page.keyboard.type(name);
    await page.getByRole("option", { name, exact: true }).and(page.locator("[aria-selected=true]")).waitFor();
    await page.keyboard.press("Enter");
    await isSomewhere(page);
  },
};

/** Moves the focus, in the way that the target's kind asks for, until it is there. */
async function reach(target: Locator): Promise<void> {
  await target.waitFor({ state: "attached" });
  const role = await target.getAttribute("role");
  if (role === "menuitem") return walk(target, () => "ArrowDown");
  if (role === "tab" && (await target.getAttribute("tabindex")) === "-1") {
    await reach(target.page().locator("[role=tab][tabindex='0']"));
    return walk(target, () => keyTowards(target, "ArrowLeft", "ArrowRight"));
  }
  await walk(target, () => keyTowards(target, "Shift+Tab", "Tab"));
}

async function walk(target: Locator, nextKey: () => Promise<string> | string): Promise<void> {
  const page = target.page();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await hasFocus(target)) return;
    const leave = await lookAtFocus(page);
    await page.keyboard.press(await nextKey());
    await isSomewhere(page);
    expect(await leave(), "where the focus is cannot be seen").toEqual([]);
  }
  throw new Error(`The keyboard does not lead to ${target}.`);
}

/** Back where the target stands before what has the focus. */
function keyTowards(target: Locator, back: string, forth: string): Promise<string> {
  return target.evaluate(
    (element, ways) => {
      const at = document.activeElement?.compareDocumentPosition(element) ?? 0;
      return at & Node.DOCUMENT_POSITION_PRECEDING && !(at & Node.DOCUMENT_POSITION_CONTAINS)
        ? ways.back
        : ways.forth;
    },
    { back, forth },
  );
}

/** What led to another page or took a part away has put the focus somewhere else. */
async function isSomewhere(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => document.activeElement !== document.body), { message: "focus is lost" })
    .toBe(true);
}

/**
 * Notes how what has the focus looks, it and what it stands in. What is given back tells, once the focus
 * has left, what looked no different with it.
 */
async function lookAtFocus(page: Page): Promise<() => Promise<string[]>> {
  const handle = await page.evaluateHandle(() => {
    const element = document.activeElement;
    const looks = () => {
      const shown: (string | undefined)[] = [];
      for (let part = element, level = 0; part && level < 4; part = part.parentElement, level++) {
        for (const pseudo of [undefined, "::after", "::before"]) {
          const { outline, boxShadow, backgroundColor, borderColor } = getComputedStyle(part, pseudo);
          shown.push(outline, boxShadow, backgroundColor, borderColor);
        }
      }
      return shown.join();
    };
    const box = element?.getBoundingClientRect();
    const outside = !box || box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth;
    return { element, looks, before: looks(), outside };
  });
  return () =>
    handle.evaluate(({ element, looks, before, outside }) => {
      // The content as a whole is where reading begins; no outline is drawn around a page.
      if (!element?.isConnected || element.id === "content" || element === document.body) return [];
      const name = element.outerHTML.slice(0, 120);
      if (outside) return [`${name} was out of sight`];
      return looks() === before && element !== document.activeElement ? [name] : [];
    });
}
