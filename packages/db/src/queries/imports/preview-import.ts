import { randomUUID } from "node:crypto";
import { AppError, type FieldIssue, type FieldKey } from "@v1/core";
import type { PoolClient } from "pg";
import type { WorkerDb } from "../../client.ts";
import { type RehearsedRecord, readRehearsed } from "../../ownership/previews/rehearse-chunk.ts";
import { sqlState } from "../../retry.ts";
import { lockBrand } from "../../sync/merge/lease.ts";
import { mergeInTransaction } from "../../sync/merge-chunk.ts";
import { claimUnowned, readOwnership } from "../../sync/ownership.ts";
import { ensureOrigins } from "../../sync/runs/origins.ts";
import { withSession } from "../../sync/session.ts";
import { stageChunk } from "../../sync/stage.ts";
import { execute } from "../../sync/statement.ts";
import { NO_TALLIES, type RunContext, type StagedProduct, type Tallies } from "../../sync/types.ts";
import { type PreviewReport, reportPreview } from "./preview-report.ts";

/** Products as they are staged for a merge, and what was found out while they were mapped. */
export interface PreviewChunk {
  products: StagedProduct[];
  /** Asserted fields of the products and of their variants. */
  productFields: FieldKey[];
  variantFields: FieldKey[];
  namesTwice: boolean;
  seen: string[];
  errors: (FieldIssue & { externalId: string })[];
  failed: number;
}

export interface PreviewInput {
  brandId: string;
  connectionId: string;
  /** What the import would claim where nobody owns it. */
  fields: readonly FieldKey[];
  complete: ReadonlySet<FieldKey>;
  chunk: PreviewChunk;
}

/**
 * What committing products would do, decided by the merge itself in one transaction that is then taken
 * back, ownership and run included. Other merges of the brand wait meanwhile.
 * @returns its figures, and each record in source order
 * @throws AppError `conflict` while a run of the connection is active
 */
export async function previewImport(
  db: WorkerDb,
  input: PreviewInput,
): Promise<PreviewReport & { records: Omit<RehearsedRecord, "mapped">[] }> {
  const { brandId, connectionId } = input;
  const origins = await ensureOrigins(db, { brandId, connectionId });
  return withSession(db, async (client) => {
    await client.query("begin");
    try {
      const run = { ...(await openRehearsal(client, input)), origins };
      const tallies = await rehearse(client, run, input);
      const report = await reportPreview(client, run, tallies);
      const { seen } = input.chunk;
      const order = new Map(seen.map((id, at) => [id, at]));
      const records = await readRehearsed(client, run, seen);
      const place = ({ externalId }: { externalId: string }) => order.get(externalId) ?? seen.length;
      return { ...report, records: records.sort((one, other) => place(one) - place(other)) };
    } finally {
      await client.query("rollback");
    }
  });
}

type Rehearsal = Omit<RunContext, "origins">;

const OPEN = `
with run as (
  insert into sync_runs (brand_id, connection_id, mode, trigger, status, started_at)
  values ($1, $2, 'full', 'manual', 'running', now()) returning id, seq
), lease as (
  insert into connection_leases (brand_id, connection_id, run_id, token, expires_at)
  select $1, $2, run.id, $3, now() + interval '5 minutes' from run
  on conflict (brand_id, connection_id) do update set run_id = excluded.run_id, token = excluded.token,
    expires_at = excluded.expires_at
)
select run.id, run.seq::int, c.may_create as "mayCreate", c.match_by as "matchBy",
  c.accept_older_data as "acceptOlder", c.mapping_version as "mappingVersion"
from run join brand_integrations c on c.brand_id = $1 and c.id = $2`;

async function openRehearsal(
  client: PoolClient,
  { brandId, connectionId, fields, complete }: PreviewInput,
): Promise<Rehearsal> {
  await execute(client, { name: "lock brand", text: lockBrand }, { brand: brandId });
  await claimUnowned(client, { brandId, connectionId, fields, reason: "preview" });
  const token = randomUUID();
  const opened = await client.query(OPEN, [brandId, connectionId, token]).catch((error: unknown) => {
    throw sqlState(error) === "23505" ? underWay(error) : error;
  });
  const { id, seq, mayCreate, matchBy, acceptOlder, mappingVersion } = opened.rows[0];
  return {
    brandId,
    connectionId,
    runId: id,
    runSeq: seq,
    token,
    leaseSeconds: 300,
    mode: "full",
    mappingVersion,
    mayCreate,
    matchBy,
    acceptOlder,
    complete,
  };
}

async function rehearse(client: PoolClient, run: RunContext, { chunk }: PreviewInput): Promise<Tallies> {
  const { brandId, connectionId, token, complete } = run;
  const { products, productFields, variantFields, seen, failed, ...rest } = chunk;
  const ownership = await readOwnership(client, brandId, connectionId);
  if (products.length > 0) await stageChunk(client, { brandId, token, chunk: 0, products });
  const { owned, clear } = ownership;
  const shape = { product: productFields, variant: variantFields, owned, clear, complete };
  const merged = await mergeInTransaction(client, run, {
    ...rest,
    chunk: 0,
    seen,
    ownership,
    shape: products.length > 0 ? shape : null,
    before: NO_TALLIES,
    counted: { read: seen.length, failed },
    checkpoint: {},
    total: null,
  });
  if (merged.status === "merged") return merged.tallies;
  throw new Error(`A rehearsal that nobody can disturb is ${merged.status}.`);
}

function underWay(cause: unknown): AppError {
  return new AppError({
    code: "conflict",
    message: "Another import of this source is being committed, so its preview would be wrong in a moment.",
    hint: "Wait until it has ended, or cancel it.",
    cause,
  });
}
