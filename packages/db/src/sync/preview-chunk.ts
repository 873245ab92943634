import type { FieldKey } from "@v1/core";
import type { ClientBase } from "pg";
import { type ChunkInput, mergeInTransaction } from "./merge-chunk.ts";
import { execute, type Params } from "./statement.ts";
import type { RunContext, Tallies } from "./types.ts";

interface PlannedChange {
  /** Also of a product that the chunk would create. */
  identifier: string;
  variantId: string | null;
  /** A registry key, or `$created`, `$linked`, `$restored`, `$tombstoned`, `$status`. */
  field: FieldKey | `$${string}`;
  before: unknown;
  after: unknown;
}

interface PlannedConflict {
  identifier: string;
  field: FieldKey;
  canonical: unknown;
  observed: unknown;
}

export interface ChunkPreview {
  tallies: Tallies;
  changes: PlannedChange[];
  /** Fields whose source is empty and whose value would stay. */
  kept: { identifier: string; field: FieldKey }[];
  conflicts: PlannedConflict[];
  rejected: { externalId: string; code: string; field: string | null; message: string }[];
}

const CHANGES = `
select p.product_identifier as identifier, c.variant_id as "variantId", c.field_key as field, c.before, c.after
from sync_changes c join products p on p.brand_id = c.brand_id and p.id = c.product_id
where c.brand_id = :brand and c.run_id = :run order by p.product_identifier, c.field_key`;

const KEPT = `
select p.product_identifier as identifier, f.key as field
from product_sources l
join products p on p.brand_id = l.brand_id and p.id = l.product_id
join value_provenance v on v.brand_id = l.brand_id and v.product_id = l.product_id
cross join lateral jsonb_each_text(v.fields) f
where l.brand_id = :brand and l.connection_id = :connection and l.external_id = any(:seen::text[]) and f.value = :kept_ref
order by p.product_identifier, f.key`;

const CONFLICTS = `
select p.product_identifier as identifier, c.field_key as field, c.canonical, c.observed
from sync_conflicts c join products p on p.brand_id = c.brand_id and p.id = c.product_id
where c.brand_id = :brand and c.updated_run_id = :run and c.closed_at is null order by p.product_identifier, c.field_key`;

const REJECTED = `
select external_id as "externalId", code, field, message
from sync_errors where brand_id = :brand and run_id = :run order by external_id, field`;

/**
 * What merging a staged chunk would do, decided by the merge itself and then taken back: a second
 * planner could come to another answer. Waits for the brand's lock like any merge.
 * @returns null where the lease is lost or an owner moved since the chunk was planned
 */
export async function previewChunk(
  client: ClientBase,
  run: RunContext,
  input: ChunkInput,
): Promise<ChunkPreview | null> {
  await client.query("begin");
  try {
    const merged = await mergeInTransaction(client, run, input);
    return merged.status === "merged" ? await report(client, run, { input, tallies: merged.tallies }) : null;
  } finally {
    await client.query("rollback");
  }
}

async function report(
  client: ClientBase,
  run: RunContext,
  { input, tallies }: { input: ChunkInput; tallies: Tallies },
): Promise<ChunkPreview> {
  const params: Params = {
    brand: run.brandId,
    connection: run.connectionId,
    run: run.runId,
    seen: input.seen,
    kept_ref: `${run.origins.kept}:${run.runSeq}`,
  };
  const rows = async <Row extends object>(name: string, text: string) =>
    (await execute<Row & Record<string, unknown>>(client, { name, text }, params)).rows as Row[];
  return {
    tallies,
    changes: await rows<PlannedChange>("preview changes", CHANGES),
    kept: await rows<ChunkPreview["kept"][number]>("preview kept", KEPT),
    conflicts: await rows<PlannedConflict>("preview conflicts", CONFLICTS),
    rejected: await rows<ChunkPreview["rejected"][number]>("preview rejected", REJECTED),
  };
}
