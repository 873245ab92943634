import { type Bar, most } from "../bars.ts";
import { withDatabase } from "../database.ts";
import { describeMachine, type Machine } from "../machine.ts";
import { rounded } from "../median.ts";
import { say } from "../progress.ts";
import { barTable, describe, table } from "../report.ts";
import type { Bench } from "../server.ts";
import { type ExplainFigures, measureExplain } from "./measure-explain.ts";
import { type FirstFigures, measureFirst } from "./measure-first.ts";
import { measurePages, type PageFigures } from "./measure-pages.ts";
import { measureStorage, type StorageFigures } from "./measure-storage.ts";
import { measureTransfer, type TransferFigures } from "./measure-transfer.ts";
import { measureUndo, type UndoFigures } from "./measure-undo.ts";
import { makeScene } from "./scene.ts";

interface MemoryFigures {
  /** The transfer's process at a tenth of the size. */
  transfer_peak_tenth_mb: number;
  transfer_peak_over_tenth: number;
}

type SceneFigures = StorageFigures & ExplainFigures & UndoFigures & TransferFigures & PageFigures;

type OwnershipFigures = FirstFigures & SceneFigures & MemoryFigures & { products: number; machine: Machine };

/** What ownership costs in a brand of `products`. */
export async function runOwnership(bench: Bench, products: number) {
  const machine = await describeMachine(bench.serverUrl);
  say(`ownership at ${products.toLocaleString("en")} products`);
  const measured = await inScene(bench, products);
  say(`the transfer's memory at ${Math.round(products / 10).toLocaleString("en")} products`);
  const transfer_peak_tenth_mb = await peakOf(bench, Math.round(products / 10));
  const transfer_peak_over_tenth = rounded(measured.transfer_peak_mb / transfer_peak_tenth_mb, 3);
  say("first syncs, alone and among others");
  const first = await measureFirst(bench, products);
  const figures: OwnershipFigures = {
    ...first,
    ...measured,
    transfer_peak_tenth_mb,
    transfer_peak_over_tenth,
    products,
    machine,
  };
  const bars = judgeOwnership(figures);
  return { figures, bars, lines: linesOf(figures, bars) };
}

function inScene(bench: Bench, products: number): Promise<SceneFigures> {
  return withDatabase(bench.serverUrl, async (url) => {
    const scene = await makeScene(bench, url, products);
    const storage = await measureStorage(scene);
    const transferred = await measureTransfer(scene);
    const undone = await measureUndo(bench, scene);
    // From here on every product has an open conflict.
    const pages = await measurePages(scene);
    const explained = await measureExplain(scene);
    return { ...storage, ...transferred, ...explained, ...undone, ...pages };
  });
}

function peakOf(bench: Bench, products: number): Promise<number> {
  return withDatabase(bench.serverUrl, async (url) => {
    const scene = await makeScene(bench, url, products);
    return (await measureTransfer(scene, 1)).transfer_peak_mb;
  });
}

/** What ownership has to hold, and whether it does. */
function judgeOwnership(figures: OwnershipFigures): Bar[] {
  return [
    most("ownership_first_ratio", figures.ownership_first_ratio, 1.1),
    most("transfer_over_update", figures.transfer_over_update, 2.5),
    most("undo_over_sync", figures.undo_over_sync, 2),
    most("explain_p95_ms", figures.explain_p95_ms, 50),
    most("conflicts_p95_ms", figures.conflicts_p95_ms, 50),
    most("preview_p95_ms", figures.preview_p95_ms, 50),
    most("transfer_peak_over_tenth", figures.transfer_peak_over_tenth, 1.1),
  ];
}

function linesOf(figures: OwnershipFigures, bars: Bar[]): string[] {
  const { products, machine, transfer_parts, disputed_transfer_parts, ...numbers } = figures;
  const parts = (title: string, seconds: Record<string, number>) =>
    table(
      [title, "seconds"],
      Object.entries(seconds).map(([name, spent]) => [name, spent.toFixed(2)]),
    );
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
    ...parts("longest parts of the transfer", transfer_parts),
    "",
    ...parts("of one that opens conflicts", disputed_transfer_parts),
  ];
}
