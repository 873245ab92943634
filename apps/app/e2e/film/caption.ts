import type { Page } from "playwright-core";

/** Lays a line over the page's lower edge. @returns what takes it away again */
export async function caption(page: Page, text: string): Promise<() => Promise<void>> {
  const handle = await page.evaluateHandle((words) => {
    const line = document.createElement("div");
    line.textContent = words;
    line.setAttribute("aria-hidden", "true");
    line.style.cssText =
      "position:fixed;left:50%;bottom:28px;transform:translateX(-50%);z-index:999;padding:10px 22px;border-radius:999px;background:#14161a;color:#fff;font:600 20px/1.3 'Inter Variable',system-ui,sans-serif;box-shadow:0 6px 24px rgb(0 0 0/.25);white-space:nowrap";
    document.body.append(line);
    return line;
  }, text);
  return () => handle.evaluate((line) => line.remove());
}
