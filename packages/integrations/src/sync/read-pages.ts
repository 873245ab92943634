import type { FieldIssue, MappedProduct } from "@v1/core";
import { listPendingLinks, listReplay, readPlan, readPlanSummary, readStored } from "@v1/db/ownership";
import type { Page, Position, RawRecord, ReadSummary } from "../kit/connector.ts";
import { contentHash } from "./chunk.ts";
import type { Session } from "./session.ts";

type Pages = AsyncGenerator<Page<unknown>, ReadSummary>;

/** A record that was mapped before: what it said is merged again without asking the source. */
export interface StoredRecord extends RawRecord<unknown> {
  mapped: MappedProduct | FieldIssue;
  /** Of what the source said, where it is known. */
  contentHash?: Buffer;
}

/** What the source said, as 16 bytes. */
export function hashOf(record: RawRecord<unknown>): Buffer {
  const known = isStored(record) ? record.contentHash : undefined;
  return known ?? contentHash(record.raw);
}

export function isStored(record: RawRecord<unknown>): record is StoredRecord {
  return "mapped" in record;
}

/**
 * What a run merges, page by page: all or what has changed at the source, after what people have linked
 * since. A replay merges its own records only.
 */
export async function* readPages(session: Session): Pages {
  const { opened, checkpoint } = session;
  if (opened.kind === "replay") return yield* replay(session);
  if (opened.subjectRunId !== null) return yield* planned(session, opened.subjectRunId);
  // A full read meets them anyway, and only what it meets may count as seen.
  if (opened.mode === "incremental" && !isReading(checkpoint.position)) {
    yield* storedPages(session, await listPendingLinks(session.deps.db, session.run));
  }
  const since =
    opened.mode === "incremental" && opened.watermarkFrom ? opened.watermarkFrom.toISOString() : null;
  return yield* read(session, { mode: opened.mode, since });
}

function read(
  { connector, context, checkpoint, chunkSize, opened }: Session,
  what: { mode: "full" | "incremental"; since: string | null },
): Pages {
  return connector.read(context, {
    ...what,
    position: isReading(checkpoint.position) ? checkpoint.position : null,
    pageSize: chunkSize,
    memory: opened.memory as Position | null,
  });
}

/** A preview that is taken over: its records, in the order in which it read them. */
async function* planned({ deps, run, checkpoint, chunkSize }: Session, runId: string): Pages {
  const plan = { brandId: run.brandId, runId };
  const { records: total, verified, sourceTime } = await readPlanSummary(deps.db, plan);
  for (let after = Number(checkpoint.position?.planned ?? -1); ; ) {
    const rows = await readPlan(deps.db, { ...plan, after, limit: chunkSize });
    const last = rows.at(-1);
    if (!last) return { verified, ...(sourceTime ? { sourceTime } : {}) };
    after = last.ordinal;
    const records = rows.map(({ mapped, ...row }): StoredRecord => {
      return { ...row, raw: null, mapped: (mapped as MappedProduct | null) ?? UNPLANNED };
    });
    yield { records, position: { planned: after }, total };
  }
}

/** It was unchanged when the preview looked, and is not any more. */
const UNPLANNED: FieldIssue = {
  code: "unmappable_record",
  field: null,
  message:
    "The preview found this record unchanged and kept nothing of it; something else changed meanwhile.",
  hint: "Sync again: the record is read anew then.",
  excerpt: "",
};

/** Not verified, whatever was read: it moves no watermark. */
const REPLAYED: ReadSummary = { verified: false, reason: "A replay reads only the records it is about." };

async function* replay(session: Session): Pages {
  const { run, deps, checkpoint } = session;
  const { stored, source } = await listReplay(deps.db, run);
  if (!isReading(checkpoint.position)) yield* storedPages(session, stored);
  const left = new Set(source);
  if (left.size === 0) return REPLAYED;
  const pages = read(session, { mode: "full", since: null });
  try {
    for await (const page of pages) {
      const records = page.records.filter(({ externalId }) => left.delete(externalId));
      yield { ...page, records, total: source.length + stored.length };
      if (left.size === 0) break;
    }
  } finally {
    await pages.return(REPLAYED);
  }
  return REPLAYED;
}

/** The last record that was taken from what is stored: behind those the source is read from its beginning. */
const STORED = "afterStored";

function isReading(position: Position | null): position is Position {
  return position !== null && !(STORED in position);
}

/** Goes on behind the last one that was merged; where that is none of them any more, from the first one again. */
async function* storedPages(session: Session, ids: readonly string[]): AsyncGenerator<Page<unknown>> {
  const { deps, run, chunkSize, checkpoint } = session;
  const done = ids.indexOf(String(checkpoint.position?.[STORED] ?? "")) + 1;
  for (let from = done; from < ids.length; from += chunkSize) {
    const taken = ids.slice(from, from + chunkSize);
    const mapped = await readStored(deps.db, run, taken);
    const records = mapped.map((product, n): StoredRecord => {
      const { externalId } = product;
      return { externalId, ordinal: from + n, raw: { stored: product }, mapped: product };
    });
    if (records.length > 0)
      yield { records, position: { [STORED]: taken.at(-1) ?? "" }, total: session.opened.total };
  }
}
