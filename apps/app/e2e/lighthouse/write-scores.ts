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

const BAR = 95;

/** Keeps the scores in `docs/lighthouse.md`. */
export function writeScores(judged: readonly Judged[], rounds: number): void {
  const machines = judged.map(({ scores }) => scores.machine);
  const text = `# Lighthouse

How the pages that people open first fare with [Lighthouse](https://github.com/GoogleChrome/lighthouse): a production build, somebody signed in, a brand with 1,000 products of the demo store, a cold browser cache, the median of ${rounds} rounds. \`npm run lighthouse\` measures again and writes this page; it is no part of \`npm test\`, as it is about time.

The bar is ${BAR} for performance and for accessibility in the **desktop** preset: this is a tool for work at a desk. The **mobile** preset, which plays a slow phone on a slow network (a processor four times slower, 1.6 Mbit/s, 150 ms each way), is measured too and has no bar for performance.

| page | preset | performance | accessibility | first paint | largest paint | blocked | layout shift | sent |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${judged.map(row).join("\n")}

From ${cpus().length} cores on ${new Date().toISOString().slice(0, 10)}; server, database and browser share them. Lighthouse found the machine to be worth ${Math.min(...machines)} to ${Math.max(...machines)} (its benchmark index). What pages block for grows with all that runs beside: measure on a quiet machine.
`;
  writeFileSync(join(root, "docs", "lighthouse.md"), text);
}

function row({ page, preset, scores }: Judged): string {
  const { performance, accessibility, fcp, lcp, tbt, cls, bytes } = scores;
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  const cells = [page, preset, performance, accessibility, seconds(fcp), seconds(lcp)];
  return `| ${[...cells, `${Math.round(tbt)} ms`, cls.toFixed(3), `${Math.round(bytes / 1024)} kB`].join(" | ")} |`;
}
