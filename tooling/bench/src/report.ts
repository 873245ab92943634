import type { Bar } from "./bars.ts";
import type { Figures, RunFigures } from "./figures.ts";
import type { Machine } from "./machine.ts";

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 3 });
/** Parts of a run that are shown; all of them are in the JSON. */
const SHOWN_PARTS = 12;

/** The whole bench as lines of text. */
export function report(figures: Figures, bars: Bar[]): string[] {
  return [
    `${number.format(figures.products)} products, ${figures.rounds.length === 1 ? "one round" : `median of ${figures.rounds.length} rounds`}`,
    ...describe(figures.machine),
    "",
    ...barTable(bars),
    elsewhere(figures),
    "",
    ...table(["", "seconds", "of the first sync", "CPU seconds"], secondsOf(figures)),
    `CPU seconds are those of worker and server together; first sync over COPY there: ${figures.cpu.first_over_copy}`,
    "",
    ...runTable("First sync", figures.first),
    "",
    ...runTable("Incremental run", figures.incremental),
    "",
    ...storage(figures),
  ];
}

export function describe(machine: Machine): string[] {
  const settings = Object.entries(machine.settings).map(([name, value]) => `${name} ${value}`);
  return [
    `${machine.cores} cores (${machine.cpu}), ${machine.memory_gb} GB, ${machine.system}, load before ${machine.load_before}`,
    `Postgres ${machine.postgres}: ${settings.join(", ")}`,
    `Node ${machine.node} ${machine.worker_flags.join(" ")} · ${machine.date} · ${machine.commit ?? "no commit"}`,
  ];
}

export function barTable(bars: Bar[]): string[] {
  const rows = bars.map(({ name, value, limit, binding, ok }) => [
    name,
    number.format(value),
    `${binding ? "≤" : "≥"} ${number.format(limit)}`,
    ok ? "ok" : binding ? "missed" : "missed (a bar for a quiet machine)",
  ]);
  return table(["", "figure", "bar", ""], rows);
}

/** COPY of the product tables of 100,000 products, on the machine that the bar of products a second is for. */
const REFERENCE_COPY_S = 20;

/** Seconds are those of the machine at that hour; the ratio to COPY carries them over to another one. */
function elsewhere({ products, product_copy_s, first_over_product_copy }: Figures): string {
  const here = (product_copy_s / products) * 100_000;
  const there = 100_000 / (first_over_product_copy * REFERENCE_COPY_S);
  return `COPY of the product tables takes ${here.toFixed(1)} s per 100,000 products here; where it takes ${REFERENCE_COPY_S} s, the same ratio comes to ${number.format(Math.round(there))} products a second`;
}

const RUNS = {
  first_s: "first sync",
  copy_s: "COPY of all rows",
  product_copy_s: "COPY of the product tables",
  unchanged_s: "the same file again",
  incremental_1pct_s: "1 % changed",
} as const;

function secondsOf(figures: Figures): string[][] {
  const row = (name: string, key: keyof typeof RUNS) => [
    name,
    figures[key].toFixed(2),
    percent(figures[key] / figures.first_s),
    figures.cpu[key].toFixed(2),
  ];
  return Object.entries(RUNS).map(([key, name]) => row(name, key as keyof typeof RUNS));
}

function runTable(name: string, run: RunFigures): string[] {
  const { seconds, stages, merge, worker_cpu_s, server_cpu_s } = run;
  const row = ([part, spent]: [string, number]) => [part, spent.toFixed(2), percent(spent / seconds)];
  const parts = Object.entries(run.parts).slice(0, SHOWN_PARTS).map(row);
  return [
    `${name}: ${seconds.toFixed(2)} s; CPU: worker ${worker_cpu_s.toFixed(2)}, server ${server_cpu_s.toFixed(2)}`,
    ...table(["stage (all others go on beside merge)", "seconds", ""], Object.entries(stages).map(row)),
    ...table(["of the merge", "seconds", ""], Object.entries(merge).map(row)),
    ...table(["longest parts", "seconds", ""], parts),
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function storage(figures: Figures): string[] {
  const rows = Object.entries(figures.tables).map(([name, count]) => [
    name,
    number.format(count),
    megabytes(figures.bytes_by_table[name]),
    megabytes(figures.copy_bytes_by_table[name]),
    (figures.copy_s_by_table[name] ?? 0).toFixed(2),
  ]);
  const { bytes_per_product, copy_bytes_per_product, indexes } = figures;
  return [
    `${number.format(bytes_per_product)} bytes per product (after COPY ${number.format(copy_bytes_per_product)}), ${indexes} indexes`,
    ...table(["table", "rows", "MB", "MB after COPY", "COPY s"], rows),
  ];
}

function megabytes(bytes = 0): string {
  return (bytes / 1e6).toFixed(1);
}

/** Columns as wide as they need to be, the first one to the left, all others to the right. */
export function table(head: string[], rows: string[][]): string[] {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}
