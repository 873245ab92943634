import { writeFileSync } from "node:fs";
import { AppError } from "@v1/core";
import { type Bar, most } from "../bars.ts";
import { keepInDocs } from "../keep.ts";
import { describeMachine } from "../machine.ts";
import { rounded } from "../median.ts";
import { say } from "../progress.ts";
import { barTable, describe } from "../report.ts";
import { withBench } from "../server.ts";
import { type FairFigures, measureFairness } from "./fair.ts";
import { readOptions, type ScaleOptions, type ScalePart } from "./options.ts";
import { measureSheet, type SheetFigures } from "./sheet.ts";
import { measureShop, type ShopFigures } from "./shop.ts";

const MOST_MB = 300;
const MOST_OVER_FAIR = 2;

interface Figures {
  shop?: ShopFigures;
  sheet?: SheetFigures;
  fair?: FairFigures;
}

function linesOf({ shop, sheet, fair }: Figures): string[] {
  const n = (value: number, digits = 0) =>
    value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const lines: string[] = [];
  if (shop) {
    lines.push(
      `A shop over HTTP: ${n(shop.products)} products in ${n(shop.seconds, 1)} s (${n(shop.products_per_s)} a second), first page after ${n(shop.first_page_s, 1)} s, ${n(shop.waiting_share * 100)} % of the time waiting for it, ${n(shop.peak_mb)} MB`,
    );
  }
  if (sheet) {
    lines.push(
      `A CSV file of ${n(sheet.megabytes)} MB: ${n(sheet.rows)} rows, ${n(sheet.products)} products, validated in ${n(sheet.validate_s, 1)} s, committed in ${n(sheet.commit_s, 1)} s (${n(sheet.rows_per_s)} rows a second), ${n(sheet.peak_mb)} MB`,
    );
  }
  if (fair) {
    lines.push(
      `${fair.brands} brands, ${fair.runs} runs on two workers in ${n(fair.seconds, 1)} s, ten of them of the brand that asked first: the brand that waited longest was done after ${n(fair.longest_s, 1)} s, ${n(fair.longest_over_fair, 2)} times its fair share of ${n(fair.fair_s, 1)} s`,
    );
  }
  return lines;
}

/** Memory of the processes that work, and how long the slowest brand waits. */
function barsOf({ shop, sheet, fair }: Figures): Bar[] {
  return [
    ...(shop ? [most("shop_peak_mb", Math.round(shop.peak_mb), MOST_MB)] : []),
    ...(sheet ? [most("sheet_peak_mb", Math.round(sheet.peak_mb), MOST_MB)] : []),
    ...(fair ? [most("longest_over_fair", rounded(fair.longest_over_fair, 2), MOST_OVER_FAIR)] : []),
  ];
}

function measure(options: ScaleOptions): Promise<{ lines: string[]; figures: Figures }> {
  return withBench({ profile: undefined }, async (bench) => {
    const machine = await describeMachine(bench.serverUrl);
    const wanted = (part: ScalePart) => options.only.includes(part);
    const figures: Figures = {};
    if (wanted("shop")) {
      say(`a shop of ${options.products.toLocaleString("en")} products over HTTP`);
      figures.shop = await measureShop(bench, options.products);
    }
    if (wanted("sheet")) {
      say(`a file of ${options.megabytes} MB`);
      figures.sheet = await measureSheet(bench, options.megabytes);
    }
    if (wanted("fair")) figures.fair = await measureFairness(bench, options.brands);
    const lines = [...describe(machine), "", ...linesOf(figures), "", ...barTable(barsOf(figures))];
    return { lines, figures };
  });
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const { lines, figures } = await measure(options);
  console.log(lines.join("\n"));
  if (options.json) writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
  if (options.keep) keepInDocs("scale", lines);
}

main().catch((error: unknown) => {
  const known = error instanceof AppError;
  console.error(known ? [error.message, error.hint].filter(Boolean).join("\n") : error);
  process.exitCode = 1;
});
