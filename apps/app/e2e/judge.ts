import type { Page } from "playwright-core";
import { expect } from "vitest";
import { accessibilityFaults, screenshot, WIDTHS } from "./browser.ts";

/** Pictures at the widths and in both themes; nothing sticks out, and no fault by axe's rules. */
export async function judge(page: Page, name: string, widths: readonly number[] = WIDTHS): Promise<void> {
  const before = page.viewportSize();
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    for (const width of widths) {
      await page.setViewportSize({ width, height: width < 600 ? 844 : 800 });
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      await screenshot(page, `${name}-${width}-${theme}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
    expect(await accessibilityFaults(page)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  if (before) await page.setViewportSize(before);
}
