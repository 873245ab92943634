import { type BulkLine, type BulkNode, linesOf } from "./bulk-lines.ts";
import type { Faults } from "./faults.ts";

/** How a result file is written wrongly; decided once for each operation. */
export interface BulkWriting {
  stopsHalfway: boolean;
  repeatsLines: boolean;
  /** Each is done once, to the first line that it can be done to. */
  breaksProduct: boolean;
  losesLine: boolean;
}

export function bulkWriting(faults: Faults): BulkWriting {
  return {
    stopsHalfway: faults.take("bulk_fails"),
    repeatsLines: faults.take("duplicate_lines"),
    breaksProduct: faults.take("malformed_lines"),
    losesLine: faults.take("lost_line"),
  };
}

/** A page's lines as they go into the file: half of the page, or each third line twice. */
export function* allLines(
  page: readonly BulkNode[],
  { stopsHalfway, repeatsLines }: BulkWriting,
): Generator<BulkLine> {
  let place = 0;
  for (const node of stopsHalfway ? page.slice(0, Math.ceil(page.length / 2)) : page) {
    for (const line of linesOf(node)) {
      yield line;
      if (repeatsLines && place % 3 === 0) yield line;
      place += 1;
    }
  }
}

/** The text with its first product's line cut off behind its id, or its first variant's made unreadable. */
export function spoiled(text: string, writing: BulkWriting): string {
  let result = text;
  if (writing.breaksProduct) {
    const before = result;
    result = result.replace(/^(\{"id":"gid:\/\/shopify\/Product\/\d+",.{40}).*$/m, "$1");
    writing.breaksProduct = result === before;
  }
  if (writing.losesLine) {
    const before = result;
    result = result.replace(/^.*"__parentId".*$/m, "<html>502 Bad Gateway</html>");
    writing.losesLine = result === before;
  }
  return result;
}
