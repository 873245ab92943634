import type { FieldKey } from "@v1/core";

/** A run's counts. Records: `read` is the sum of created … failed. */
export type Tallies = {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
  late: number;
  unmatched: number;
  ambiguous: number;
  archived: number;
  restored: number;
  variantsCreated: number;
  variantsUpdated: number;
  variantsTombstoned: number;
  /** Field changes written. */
  changes: number;
  /** Record errors written; one record may have several. */
  errors: number;
  conflictsOpened: number;
  conflictsClosed: number;
};

export const NO_TALLIES: Tallies = {
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  failed: 0,
  late: 0,
  unmatched: 0,
  ambiguous: 0,
  archived: 0,
  restored: 0,
  variantsCreated: 0,
  variantsUpdated: 0,
  variantsTombstoned: 0,
  changes: 0,
  errors: 0,
  conflictsOpened: 0,
  conflictsClosed: 0,
};

export function addTallies(left: Tallies, right: Partial<Tallies>): Tallies {
  const sum = { ...left };
  for (const key of Object.keys(right) as (keyof Tallies)[]) sum[key] += right[key] ?? 0;
  return sum;
}

/** All that a chunk's transaction needs to know of the run it belongs to. */
export interface RunContext {
  brandId: string;
  connectionId: string;
  runId: string;
  runSeq: number;
  /** The lease's token; it also names this attempt's staged rows. */
  token: string;
  leaseSeconds: number;
  mode: "full" | "incremental";
  mappingVersion: number;
  mayCreate: boolean;
  matchBy: string[];
  acceptOlder: boolean;
  origins: { owner: number; kept: number; seeded: number };
  complete: ReadonlySet<FieldKey>;
}

/** A worker's right to one connection, for as long as it is renewed. */
export interface Lease {
  brandId: string;
  connectionId: string;
  token: string;
  seconds: number;
}

export function leaseOf(run: RunContext): Lease {
  const { brandId, connectionId, token, leaseSeconds } = run;
  return { brandId, connectionId, token, seconds: leaseSeconds };
}

/** Who owns what, as of one version; a plan is valid for that version only. */
export interface Ownership {
  version: number;
  owned: ReadonlySet<FieldKey>;
  clear: ReadonlySet<FieldKey>;
}

export interface StagedProduct {
  /** Source order within the run. */
  ordinal: number;
  externalId: string;
  newId: string;
  upid: string;
  groupKey: string | null;
  sourceUpdatedAt: string | null;
  contentHash: Buffer;
  variantsComplete: boolean;
  /** Mapped without an issue. */
  clean: boolean;
  /** JSON text of the observation. */
  observed: string;
  variants: StagedVariant[];
}

export interface StagedVariant {
  externalId: string;
  newId: string;
  upid: string;
  observed: string;
}
