import type { Page } from "playwright-core";

/** Counts what is pressed with the mouse from here on, whatever pages that leads to. */
export async function countClicks(page: Page): Promise<() => number> {
  let clicks = 0;
  await page.exposeFunction("countClick", () => {
    clicks += 1;
  });
  const listen = () => {
    const { countClick } = globalThis as unknown as { countClick: () => void };
    // What keys press has no detail.
    const count = ({ isTrusted, detail }: MouseEvent) => void (isTrusted && detail > 0 && countClick());
    document.addEventListener("click", count, true);
  };
  await page.addInitScript(listen);
  await page.evaluate(listen);
  return () => clicks;
}
