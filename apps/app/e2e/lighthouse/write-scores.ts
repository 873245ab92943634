import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { root } from "@v1/stack/root";
import type { Preset, Scores } from "./audit.ts";

export interface Judged {
  page: string;
  preset: Preset;
  scores: Scores;
}

export const BAR = 95;

/** Keeps the scores in `docs/lighthouse.md`. */
export function writeScores(judged: readonly Judged[], rounds: number): void {
  const machines = judged.map(({ scores }) => scores.machine);
  const text = `# Lighthouse

How the pages that people open first fare with [Lighthouse](https://github.com/GoogleChrome/lighthouse): a production build, somebody signed in, a brand with 1,000 products of the demo store, a cold browser cache, the median of ${rounds} rounds. \`npm run lighthouse\` measures again and writes this page; it is no part of \`npm test\`, as it is about time.

The bar is ${BAR} for performance and for accessibility. The **mobile** preset is Lighthouse's own: a slow phone on a slow network (a processor four times slower, 1.6 Mbit/s, 150 ms each way). The **desktop** preset is what the tool is for: work at a desk. ${verdict(judged)}

A page is sent with its data: the server reads the token that the browser keeps for it in a cookie, asks the API and draws the page whole, so that its largest paint does not wait for scripts ([0030](decisions/0030-a-page-is-sent-with-its-data.md)).

| page | preset | performance | accessibility | first paint | largest paint | blocked | layout shift | sent |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${judged.map(row).join("\n")}

From ${cpus().length} cores on ${new Date().toISOString().slice(0, 10)}; server, database and browser share them. Lighthouse found the machine to be worth ${Math.min(...machines)} to ${Math.max(...machines)} (its benchmark index). What pages block for grows with all that runs beside: measure on a quiet machine.
`;
  writeFileSync(join(root, "docs", "lighthouse.md"), text);
}

/** Which pages stay below the bar, in words. */
function verdict(judged: readonly Judged[]): string {
  const below = judged.filter(({ scores }) => Math.min(scores.performance, scores.accessibility) < BAR);
  if (below.length === 0) return "Every page reaches it in both.";
  const names = below.map(({ page, preset, scores }) => `${page} (${preset}, ${scores.performance})`);
  return `Below it: ${names.join(", ")}.`;
}

function row({ page, preset, scores }: Judged): string {
  const { performance, accessibility, fcp, lcp, tbt, cls, bytes } = scores;
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  const cells = [page, preset, performance, accessibility, seconds(fcp), seconds(lcp)];
  return `| ${[...cells, `${Math.round(tbt)} ms`, cls.toFixed(3), `${Math.round(bytes / 1024)} kB`].join(" | ")} |`;
}
