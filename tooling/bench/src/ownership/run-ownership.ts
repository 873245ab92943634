import { type Bar, most } from "../bars.ts";
import { withDatabase } from "../database.ts";
import { describeMachine, type Machine } from "../machine.ts";
import { say } from "../progress.ts";
import { barTable, describe, table } from "../report.ts";
import type { Bench } from "../server.ts";
import { type ExplainFigures, measureExplain } from "./measure-explain.ts";
import { measurePages, type PageFigures } from "./measure-pages.ts";
import { measureTransfer, type TransferFigures } from "./measure-transfer.ts";
import { measureUndo, type UndoFigures } from "./measure-undo.ts";
import { makeScene } from "./scene.ts";

export type OwnershipFigures = TransferFigures &
  ExplainFigures &
  UndoFigures &
  PageFigures & { products: number; machine: Machine };

/** What ownership costs in a brand of `products`, after its first sync. */
export async function runOwnership(bench: Bench, products: number) {
  const machine = await describeMachine(bench.serverUrl);
  say(`ownership at ${products.toLocaleString("en")} products`);
  const figures = await withDatabase(bench.serverUrl, async (url): Promise<OwnershipFigures> => {
    const scene = await makeScene(bench, url, products);
    const explained = await measureExplain(scene);
    const undone = await measureUndo(bench, scene);
    const transferred = await measureTransfer(scene);
    const pages = await measurePages(scene);
    return { ...explained, ...undone, ...transferred, ...pages, products, machine };
  });
  const bars = judgeOwnership(figures);
  return { figures, bars, lines: linesOf(figures, bars) };
}

/** What ownership has to hold, and whether it does. */
function judgeOwnership(figures: OwnershipFigures): Bar[] {
  return [
    most("transfer_over_update", figures.transfer_over_update, 2.5),
    most("undo_over_sync", figures.undo_over_sync, 2),
    most("explain_p95_ms", figures.explain_p95_ms, 50),
    most("conflicts_p95_ms", figures.conflicts_p95_ms, 50),
    most("preview_p95_ms", figures.preview_p95_ms, 50),
    most("owners_p95_ms", figures.owners_p95_ms, 50),
    most("pins_p95_ms", figures.pins_p95_ms, 50),
  ];
}

function linesOf(figures: OwnershipFigures, bars: Bar[]): string[] {
  const { products, machine, transfer_parts, ...numbers } = figures;
  return [
    `Ownership at ${products.toLocaleString("en")} products`,
    ...describe(machine),
    "",
    ...barTable(bars),
    "",
    ...table(
      ["figure", ""],
      Object.entries(numbers).map(([name, value]) => [name, value.toLocaleString("en")]),
    ),
    "",
    ...table(
      ["longest parts of the transfer", "seconds"],
      Object.entries(transfer_parts).map(([name, seconds]) => [name, seconds.toFixed(2)]),
    ),
  ];
}
