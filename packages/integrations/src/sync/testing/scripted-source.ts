import { type FieldIssue, type FieldKey, type MappedProduct, OWNABLE_FIELDS } from "@v1/core";
import type { Connector, Page, RawRecord, ReadRequest, ReadSummary } from "../../kit/connector.ts";
import type { SourceRecord } from "./records.ts";

type Raw = SourceRecord;

/** Where a read stands; a test may wait, edit the world, or throw there. */
export interface Moment {
  /** Pages that were handed out before, counted over all attempts of all runs. */
  page: number;
  /** True once all pages were handed out. */
  end: boolean;
}

/**
 * A source whose records are held in memory and may be edited between runs, behind the same contract
 * as any connector. What it declares and how it behaves are plain properties.
 */
export class ScriptedSource {
  readonly slug: string;
  records: SourceRecord[] = [];
  account: { id: string; name: string };
  /** What the connection is said to supply. */
  fields: readonly FieldKey[] = OWNABLE_FIELDS;
  complete: readonly FieldKey[] = [
    "product.materials",
    "product.journey",
    "product.tags",
    "product.ecoClaims",
  ];
  mappingVersion = 1;
  /** False where the source's own count differs from what was read. */
  countAgrees = true;
  /** The source's clock at the start of a read. */
  clock: string | null = null;
  /** Called before each page and at the end of the read. */
  onRead: ((moment: Moment) => Promise<void> | void) | null = null;
  /** Reads begun, and the records that each handed out. */
  readonly reads: { mode: string; since: string | null; ids: string[] }[] = [];
  #pages = 0;

  constructor(slug: string) {
    this.slug = slug;
    this.account = { id: `account-${slug}`, name: `Account ${slug}` };
  }

  /** Replaces the record of the same id, or adds one at the end. */
  put(...changed: SourceRecord[]): void {
    for (const next of changed) {
      const at = this.records.findIndex((held) => held.id === next.id);
      if (at < 0) this.records.push(next);
      else this.records[at] = next;
    }
  }

  remove(...ids: string[]): void {
    this.records = this.records.filter((held) => !ids.includes(held.id));
  }

  connector(): Connector<unknown, unknown, Raw> {
    return {
      slug: this.slug,
      name: this.slug,
      mappingVersion: this.mappingVersion,
      configSchema: {},
      auth: { type: "none", fields: {} },
      fields: Object.fromEntries(this.fields.map((key) => [key, []])),
      complete: this.complete,
      rateLimits: [],
      check: async () => ({ account: this.account, products: this.records.length, currency: null }),
      read: (_, request) => this.#read(request),
      map,
    };
  }

  async *#read(request: ReadRequest): AsyncGenerator<Page<Raw>, ReadSummary> {
    const { since, pageSize, position } = request;
    const ids: string[] = [];
    this.reads.push({ mode: request.mode, since, ids });
    const listed = this.records.filter((held) => !since || !held.updatedAt || held.updatedAt >= since);
    for (let offset = Number(position?.offset ?? 0); offset < listed.length; offset += pageSize) {
      await this.onRead?.({ page: this.#pages, end: false });
      this.#pages += 1;
      const slice = listed.slice(offset, offset + pageSize);
      ids.push(...slice.map((held) => held.id));
      yield {
        records: slice.map((held, n) => pageRecord(held, offset + n)),
        position: { offset: offset + slice.length },
        total: listed.length,
      };
    }
    await this.onRead?.({ page: this.#pages, end: true });
    return {
      verified: this.countAgrees,
      ...(this.countAgrees ? {} : { reason: "The source counts other records than it sent." }),
      ...(this.clock ? { sourceTime: this.clock } : {}),
    };
  }
}

/** As of the moment of reading: an edit of the source does not reach into pages handed out. */
function pageRecord(held: SourceRecord, ordinal: number): RawRecord<Raw> {
  return { externalId: held.id, ordinal, raw: structuredClone(held) };
}

function map({ raw }: RawRecord<Raw>): MappedProduct | FieldIssue {
  if (raw.stumbles) throw new TypeError(raw.stumbles);
  if (raw.unmappable) return raw.unmappable;
  const said = structuredClone(raw);
  return {
    externalId: said.id,
    sourceUpdatedAt: said.updatedAt ?? null,
    groupKey: said.groupKey ?? null,
    observed: said.product,
    variants: said.variants.map(({ id, fields }) => ({ externalId: id, observed: fields })),
    variantsComplete: said.variantsComplete ?? true,
    issues: said.issues ?? [],
  };
}
