import { mkdirSync } from "node:fs";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { root } from "@v1/stack/root";
import axe from "axe-core";
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { onTestFailed } from "vitest";

const SCREENSHOTS = join(root, "apps", "app", "screenshots");

export type Theme = "light" | "dark";
export const WIDTHS = [1280, 390] as const;

export const CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic"];

/** The browser that comes in a package: nothing to install on the machine. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  return playwright.launch({ executablePath, args: CHROMIUM_FLAGS });
}

/** A page without any session; `complaints` gathers what its console and its policy object to. */
export async function openPage(browser: Browser, width: number, theme: Theme = "light") {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 800 },
    colorScheme: theme,
    reducedMotion: "reduce",
    locale: "en-GB",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  onTestFailed(async ({ task }) => {
    await screenshot(page, `failed-${task.name.replaceAll(/\W+/g, "-")}-${width}`);
    console.log(`At ${page.url()}:\n${await textOf(page)}\n${complaints.join("\n")}`);
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  return { page, complaints, close: () => context.close() };
}

async function textOf(page: Page): Promise<string> {
  const [text] = await page.locator("main").allTextContents();
  return (text ?? (await page.title())).slice(0, 2_000);
}

/** Leaves a picture in `apps/app/screenshots`, which git ignores. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}

/** Contrast, names and roles, by axe's rules. Gives one line for each violation. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // The title is streamed after the page that it names.
  await page.waitForFunction(() => document.title !== "");
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"],
      resultTypes: ["violations"],
    }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`),
  );
}
