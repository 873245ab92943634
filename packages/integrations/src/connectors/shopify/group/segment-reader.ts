import { readFile, rm } from "node:fs/promises";
import { HEADER_BYTES, SEGMENT_PRODUCTS, type SegmentWriter } from "./segment-writer.ts";

/** A product's lines as they arrived: the last product line counts, children in any order. */
export interface GroupedLines {
  ordinal: number;
  /** Null where only children came. */
  product: string | null;
  children: string[];
}

/** The products of one segment in source order. Takes the file into memory, then removes it. */
export async function* readSegment(
  segments: SegmentWriter,
  segment: number,
  from: number,
): AsyncGenerator<GroupedLines> {
  if (!segments.has(segment)) return;
  const bytes = await readFile(segments.path(segment));
  await rm(segments.path(segment));
  const chains = chainLines(bytes, segment * SEGMENT_PRODUCTS);
  for (let local = 0; local < SEGMENT_PRODUCTS; local += 1) {
    const ordinal = segment * SEGMENT_PRODUCTS + local;
    if (ordinal < from || (chains.last[local] ?? 0) === 0) continue;
    yield linesOf(bytes, chains, { local, ordinal });
  }
}

/** Offsets of each product's lines, chained backwards: typed arrays instead of arrays of arrays. */
interface Chains {
  /** Offset plus one of the last line of each product; 0 for none. */
  last: Uint32Array;
  /** For each line, in file order, its offset and the one before it. */
  previous: Map<number, number>;
}

function chainLines(bytes: Buffer, base: number): Chains {
  const chains: Chains = { last: new Uint32Array(SEGMENT_PRODUCTS), previous: new Map() };
  for (let at = 0; at < bytes.length; ) {
    const local = bytes.readUInt32LE(at) - base;
    chains.previous.set(at + 1, chains.last[local] ?? 0);
    chains.last[local] = at + 1;
    at += HEADER_BYTES + bytes.readUInt32LE(at + 4);
  }
  return chains;
}

function linesOf(bytes: Buffer, chains: Chains, place: { local: number; ordinal: number }): GroupedLines {
  const found: GroupedLines = { ordinal: place.ordinal, product: null, children: [] };
  let link = chains.last[place.local] ?? 0;
  while (link > 0) {
    const at = link - 1;
    const start = at + HEADER_BYTES;
    const isChild = bytes[at + 8] === 1;
    if (isChild || found.product === null) {
      const text = bytes.toString("utf8", start, start + bytes.readUInt32LE(at + 4));
      if (isChild) found.children.push(text);
      else found.product = text;
    }
    link = chains.previous.get(link) ?? 0;
  }
  found.children.reverse();
  return found;
}
