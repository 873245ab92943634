import { isFieldKey } from "@v1/core";
import type { KeptRecord, PreviewFieldCounts, PreviewReport } from "@v1/db/ownership";

interface Counts {
  records: number;
  effects: Record<string, number>;
  fields: Record<string, Omit<PreviewFieldCounts, "field">>;
}

/** A preview's figures as they grow, chunk by chunk. */
export class PreviewCounts {
  readonly counts: Counts;

  constructor(known?: Counts) {
    this.counts = known ?? { records: 0, effects: {}, fields: {} };
  }

  add(records: readonly KeptRecord[]): void {
    for (const record of records) {
      const { effects } = this.counts;
      this.counts.records += 1;
      effects[record.effect] = (effects[record.effect] ?? 0) + 1;
      if (record.effect === "created") this.#each(assertedFields(record.mapped), "created");
      const { changes, conflicts, kept, rejected } = record.diff ?? {};
      if (record.effect !== "created") this.#each(namesOf(changes), "changed");
      this.#each(namesOf(conflicts), "conflicts");
      this.#each(kept ?? [], "kept");
      this.#each(namesOf(rejected), "rejected");
    }
  }

  #each(fields: readonly string[], what: keyof Counts["fields"][string]): void {
    for (const field of fields) {
      if (!isFieldKey(field)) continue;
      const none = { created: 0, changed: 0, kept: 0, conflicts: 0, rejected: 0 };
      this.counts.fields[field] ??= none;
      this.counts.fields[field][what] += 1;
    }
  }

  report(more: {
    archived: number;
    ownershipVersion: number;
    verified?: boolean;
    sourceTime?: string;
  }): PreviewReport {
    const { archived, ...rest } = more;
    const { records, effects, fields } = this.counts;
    return {
      records,
      effects: archived > 0 ? { ...effects, archived } : { ...effects },
      fields: Object.entries(fields)
        .map(([field, counts]) => ({ field, ...counts }))
        .sort((left, right) => (left.field < right.field ? -1 : 1)),
      ...rest,
    };
  }
}

function namesOf(items: readonly { field: string | null }[] | null | undefined): string[] {
  return (items ?? []).flatMap(({ field }) => (field === null ? [] : [field]));
}

/** Fields that a record asserts with a value. */
function assertedFields(mapped: unknown): string[] {
  const { observed = {} } = (mapped ?? {}) as { observed?: Record<string, unknown> };
  return Object.keys(observed).filter((key) => observed[key] !== null);
}
