import type { FieldIssue } from "@v1/core";
import type { ClientBase } from "pg";
import * as finish from "./merge/finish.ts";
import * as lease from "./merge/lease.ts";
import { proveLease } from "./merge/under-lease.ts";
import { readCollections } from "./plan/collections.ts";
import { effectsTables } from "./plan/effects.ts";
import * as inputs from "./plan/inputs.ts";
import * as records from "./plan/records.ts";
import { type ChunkShape, observesOthers } from "./shape.ts";
import { execute, type Params, refill, type Step } from "./statement.ts";
import { addTallies, leaseOf, NO_TALLIES, type Ownership, type RunContext, type Tallies } from "./types.ts";
import { Wave } from "./wave.ts";

export interface ChunkInput {
  chunk: number;
  /** Asserted fields of the staged records; null where nothing was staged. */
  shape: ChunkShape | null;
  /** False only where no two records name the same id, identifier, group, SKU or barcode. */
  namesTwice: boolean;
  ownership: Ownership;
  /** Every record id of the chunk, whatever became of it: the log that deletions are judged by. */
  seen: string[];
  /** Errors found while mapping, each with its record's id. */
  errors: (FieldIssue & { externalId: string })[];
  /** The run's tallies before this chunk, and what of this chunk was counted before staging. */
  before: Tallies;
  counted: Partial<Tallies>;
  checkpoint: unknown;
  total: number | null;
}

/**
 * `lost`: another worker holds the lease, nothing was written. `moved`: an owner changed since the
 * plan's ownership was read, nothing was written; read it again and stage the chunk anew.
 */
export type ChunkResult =
  | {
      status: "merged";
      tallies: Tallies;
      /** Records that were linked to a product for the first time. */
      linked: number;
      cancelRequested: boolean;
    }
  | { status: "lost" }
  | { status: "moved" };

/**
 * Begins a chunk's transaction and reads there what was staged: all of a chunk's work that nobody else's
 * writes can change. It may so be done while the chunk before it is still being merged on another
 * session. Only then comes `mergeChunk`, which ends the transaction.
 */
export async function beginChunk(
  client: ClientBase,
  run: RunContext,
  { chunk, shape }: Pick<ChunkInput, "chunk" | "shape">,
): Promise<void> {
  await client.query("begin");
  await client.query(`${SETTINGS}; set local idle_in_transaction_session_timeout = '10min'`);
  if (shape) await readStaged(client, shape, { brand: run.brandId, batch: run.token, chunk });
}

/**
 * Plans and merges one chunk in one transaction, the one that `beginChunk` began on this session; product
 * tables, history and checkpoint commit together. Where it throws, the chunk has to be begun again.
 */
export async function mergeChunk(
  client: ClientBase,
  run: RunContext,
  input: ChunkInput,
): Promise<ChunkResult> {
  try {
    const result = await mergeRead(client, run, input);
    await client.query(result.status === "merged" ? "commit" : "rollback");
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

/** JIT compiles for longer than these statements run; the sorts of a chunk fit in memory. */
const SETTINGS = "set local jit = off; set local work_mem = '64MB'; set local app.merging = 'on'";

function parametersOf(run: RunContext, input: ChunkInput): Params {
  const { origins } = run;
  return {
    brand: run.brandId,
    connection: run.connectionId,
    run: run.runId,
    batch: run.token,
    token: run.token,
    seconds: run.leaseSeconds,
    chunk: input.chunk,
    match_by: run.matchBy,
    may_create: run.mayCreate,
    accept_older: run.acceptOlder,
    full: run.mode === "full",
    mapping_version: run.mappingVersion,
    ownership_version: input.ownership.version,
    owner_ref: `${origins.owner}:${run.runSeq}`,
    kept_ref: `${origins.kept}:${run.runSeq}`,
    seeded_ref: `${origins.seeded}:${run.runSeq}`,
    owner_origin: `${origins.owner}:%`,
    kept_origin: `${origins.kept}:%`,
    observes: input.shape ? observesOthers(input.shape) : false,
    blocked: [],
    ours: false,
  };
}

/** All of it inside a transaction that the caller begins and ends. */
export async function mergeInTransaction(
  client: ClientBase,
  run: RunContext,
  input: ChunkInput,
): Promise<ChunkResult> {
  await client.query(SETTINGS);
  const { chunk, shape } = input;
  if (shape) await readStaged(client, shape, { brand: run.brandId, batch: run.token, chunk });
  return mergeRead(client, run, input);
}

async function mergeRead(client: ClientBase, run: RunContext, input: ChunkInput): Promise<ChunkResult> {
  const params = parametersOf(run, input);
  const step = (name: string, text: string, more: Params = {}) =>
    execute(client, { name, text }, { ...params, ...more });
  if (!(await proveLease(client, leaseOf(run)))) return { status: "lost" };
  const { rows } = await step("check ownership", lease.readOwnershipVersion);
  if (rows[0]?.version !== input.ownership.version) return { status: "moved" };

  const mayJudge = rows[0]?.others === true || rows[0]?.quarrels === true;
  const merged = input.shape
    ? await mergeWaves(client, { input, params, shape: input.shape, mayJudge })
    : { tallies: NO_TALLIES, linked: 0 };
  const tallies = addTallies(addTallies(input.before, input.counted), merged.tallies);
  if (input.errors.length > 0) {
    await step("insert mapping errors", finish.insertMappingErrors, { errors: JSON.stringify(input.errors) });
    tallies.errors += input.errors.length;
  }
  if (run.mode === "full") await step("log seen", finish.insertSeen, { seen: input.seen });
  const saved = await step("save progress", finish.saveProgress, {
    checkpoint: JSON.stringify(input.checkpoint),
    tallies: JSON.stringify(tallies),
    total: input.total,
  });
  await step("lengthen lease", lease.lengthenLease);
  const cancelRequested = saved.rows[0]?.cancelRequested === true;
  return { status: "merged", tallies, linked: merged.linked, cancelRequested };
}

interface Waves {
  input: ChunkInput;
  params: Params;
  shape: ChunkShape;
  /** Other connections of the brand hold links, whose observations are judged too; or this one has conflicts. */
  mayJudge: boolean;
}

const WAVE_TABLES = [
  "w_records",
  "w_holders",
  "w_candidates",
  "m_products",
  "w_linked",
  "w_free",
  "m_variants",
  "w_lists",
  "w_refs",
  "w_material_set",
  "w_journey_set",
  "w_set",
  "w_gone",
  "w_claims",
  "w_effects",
];

async function readStaged(client: ClientBase, shape: ChunkShape, params: Params): Promise<void> {
  const step: Step = (name, text) => execute(client, { name: `ahead: ${name}`, text }, params);
  await step("read products", inputs.inputProducts(shape));
  await step("read variants", inputs.inputVariants(shape));
  await client.query(inputs.analyzeInputs);
  await readCollections(shape, step);
  await step("list pending", records.pendingRecords);
  await client.query(finish.errorsTable);
}

async function mergeWaves(
  client: ClientBase,
  { input, params, shape, mayJudge }: Waves,
): Promise<{ tallies: Tallies; linked: number }> {
  const step = (name: string, text: string, more: Params = {}) =>
    execute(client, { name, text }, { ...params, ...more });
  const judgesConflicts = mayJudge || params.observes === true;
  const tables = judgesConflicts ? [...WAVE_TABLES, "w_conflicts"] : WAVE_TABLES;
  let tallies = NO_TALLIES;
  let linked = 0;
  let blocked: string[] = [];
  do {
    const isFirst = blocked.length === 0;
    const fill = (name: string, text: string) => step(name, isFirst ? text : refill(text));
    await fill("read links", records.waveRecords);
    await client.query("analyze w_records (ordinal, linked_id)");
    await fill("find holders", records.holders(records.linkedProducts));
    await fill("find candidates", records.candidates);
    const mayCompete =
      input.namesTwice || (await step("look for known", records.anythingKnown)).rows[0]?.known === true;
    blocked = mayCompete
      ? (await step("find competitors", records.blockedRecords)).rows.map((row) => String(row.ordinal))
      : [];
    await client.query(effectsTables);
    const wave = new Wave(client, shape, { params: { ...params, blocked }, isFirst, mayCompete });
    tallies = addTallies(tallies, await wave.run({ judgesConflicts }));
    linked += wave.linked;
    if (blocked.length > 0) {
      await client.query(`truncate ${tables.join(", ")}`);
      await step("defer competitors", finish.deferBlocked, { blocked });
    }
  } while (blocked.length > 0);
  const planErrors = (await step("insert plan errors", finish.insertPlanErrors)).rowCount ?? 0;
  for (const text of finish.deleteStaged) await step("delete staged", text);
  return { tallies: { ...tallies, errors: planErrors }, linked };
}
