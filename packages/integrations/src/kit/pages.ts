import { PAGE_CHILDREN, type Page, type Position, type RawRecord } from "./connector.ts";

interface Paging<Raw> {
  /** Records of the source in its order, the first of which has ordinal 0. */
  records: AsyncIterable<Raw>;
  pageSize: number;
  signal: AbortSignal;
  /** Records that a resumed read passes over. */
  from: number;
  idOf(raw: Raw): string;
  /** Variants of a record, so that a page ends before it is too large; none where they do not count. */
  childrenOf?(raw: Raw): number;
  positionAt(next: number): Position;
  total?: number | null;
}

/** Records → pages of a bounded size, with the position after each. */
export async function* pagesOf<Raw>(paging: Paging<Raw>): AsyncGenerator<Page<Raw>, void> {
  const { records, pageSize, signal, from, idOf, childrenOf, positionAt, total = null } = paging;
  let page: RawRecord<Raw>[] = [];
  let children = 0;
  let ordinal = 0;
  signal.throwIfAborted();
  for await (const raw of records) {
    signal.throwIfAborted();
    if (ordinal >= from) page.push({ externalId: idOf(raw), ordinal, raw });
    ordinal += 1;
    children += childrenOf?.(raw) ?? 0;
    if (page.length < pageSize && children < PAGE_CHILDREN) continue;
    if (page.length > 0) yield { records: page, position: positionAt(ordinal), total };
    page = [];
    children = 0;
  }
  signal.throwIfAborted();
  if (page.length > 0) yield { records: page, position: positionAt(ordinal), total };
}
