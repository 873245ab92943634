import { parse } from "csv-parse/sync";

const CANDIDATES = [",", ";", "\t", "|"] as const;

/** Excel's own hint, as the first line of a file. */
const SEP_LINE = /^sep=(.)\r?\n/i;

/**
 * The sign between cells, from the beginning of a file: the one that cuts most of its first records
 * into the same number of cells. A comma where nothing tells.
 */
export function detectDelimiter(head: string): string {
  const told = SEP_LINE.exec(head)?.[1];
  if (told) return told;
  // The last line may be cut off.
  const whole = head.includes("\n") ? head.slice(0, head.lastIndexOf("\n") + 1) : head;
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of CANDIDATES) {
    const score = scoreOf(whole, delimiter);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Cells of the most usual record length, for the share of records that have it. */
function scoreOf(text: string, delimiter: string): number {
  const lengths = lengthsOf(text, delimiter);
  if (lengths.length === 0) return 0;
  const counts = new Map<number, number>();
  for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1);
  let best = 0;
  for (const [length, count] of counts) {
    if (length > 1) best = Math.max(best, (count / lengths.length) * Math.log2(length + 1));
  }
  return best;
}

function lengthsOf(text: string, delimiter: string): number[] {
  try {
    const records = parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: 50,
    }) as string[][];
    return records.map((record) => record.length);
  } catch {
    return [];
  }
}
