import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@v1/core";
import { root } from "@v1/stack/root";

const PAGE = join(root, "docs", "bench.md");

/** Puts the bench's own output into the documentation. */
export function keepInDocs(
  section: "figures" | "slope" | "scale" | "ownership" | "api",
  lines: string[],
): void {
  writeFileSync(PAGE, withSection(readFileSync(PAGE, "utf8"), section, lines));
}

/**
 * The page with `lines` between the marks of its section.
 * @throws AppError where the page has no such marks
 */
export function withSection(page: string, section: string, lines: string[]): string {
  const [begin, end] = [`<!-- ${section}: begin -->`, `<!-- ${section}: end -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) {
    throw new AppError({
      code: "precondition_failed",
      message: `The page has no place for the ${section}.`,
      hint: `Put these two lines where they belong:\n${begin}\n${end}`,
    });
  }
  const block = ["```text", ...lines, "```"].join("\n");
  return `${page.slice(0, from + begin.length)}\n${block}\n${page.slice(to)}`;
}
