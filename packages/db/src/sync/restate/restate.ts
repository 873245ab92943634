import { type FieldKey, fieldDefinition } from "@v1/core";
import type { ClientBase, QueryResultRow } from "pg";
import * as finish from "../merge/finish.ts";
import { lockBrand } from "../merge/lease.ts";
import { effectsTables } from "../plan/effects.ts";
import type { ChunkShape } from "../shape.ts";
import { execute, type Params } from "../statement.ts";
import { NO_TALLIES, type Tallies } from "../types.ts";
import { restatedTables, takeOverSets } from "./assertions.ts";
import { RestatedWave } from "./restated-wave.ts";

export interface Restatement {
  brandId: string;
  /** In whose name tags and claims are asserted, and errors are listed. */
  connectionId: string;
  /** The run that all changes are kept under. */
  runId: string;
  runSeq: number;
  /** Fields that may be written. */
  fields: readonly FieldKey[];
  /**
   * SQL with `:name` parameters: rows (product_id, variant_id, external_id, observed), at most one for a
   * product (variant_id null) and for each variant. `observed` has fields as observations or changes hold
   * them; what it does not have is not asserted.
   */
  assertions: string;
  params: Params;
  /** Fields that an asserted null clears; the others keep their value then. */
  clear: ReadonlySet<FieldKey>;
  /** Collections of which an assertion is all there is. */
  complete: ReadonlySet<FieldKey>;
  /** What is asserted are values of our own that are put back: a category is named as we name it. */
  ours?: boolean;
  /** What others say is among the assertions, by `connection_id` (see `heardOf`). */
  hears?: boolean;
  /** Tags and claims of other connections become this one's, where it asserts any: it is their new owner. */
  takesOver?: boolean;
  /** Origins that provenance names: of what is written, and of what is kept because null was asserted. */
  origins: { owner: number; kept: number };
}

/**
 * Writes what is asserted of products and variants that stand already, decided by the statements that
 * merge a sync: transfers, unpins, undos and replays from stored observations. Comparators, pins,
 * unique codes and collections count as in a sync; changes, provenance and conflicts are kept.
 * Runs in the transaction that the caller began, takes the brand's lock, and holds as many rows as
 * `assertions` yields: cut large ones into chunks of some thousand products, a transaction each.
 * @returns what was done; `updated` counts products, `changes` fields
 */
export async function restate(client: ClientBase, restatement: Restatement): Promise<Tallies> {
  if (restatement.fields.length === 0) return NO_TALLIES;
  const { wave, params } = await prepare(client, restatement);
  await wave.plan();
  const tallies = await wave.write();
  const insert = { name: "insert plan errors", text: finish.insertPlanErrors };
  const errors = (await execute(client, insert, params)).rowCount ?? 0;
  await client.query(`drop table if exists ${MADE.join(", ")}`);
  return { ...tallies, errors };
}

/**
 * Plans a restatement and asks `question` of the plan: SQL over `w_effects` (one row per field that would
 * change or be backed anew) and `w_errors`. Begin a transaction and take it back: names that nobody has
 * written down yet are made, so that they compare. It waits for the brand's lock like any restatement.
 */
export async function rehearse<Row extends QueryResultRow>(
  client: ClientBase,
  restatement: Restatement,
  question: string,
): Promise<Row[]> {
  if (restatement.fields.length === 0) return [];
  const { wave, params } = await prepare(client, restatement);
  await wave.plan();
  return (await execute<Row>(client, { name: "ask the plan", text: question }, params)).rows;
}

/** The tables that a wave finds after staging and matching. */
async function prepare(
  client: ClientBase,
  restatement: Restatement,
): Promise<{ wave: RestatedWave; params: Params }> {
  const params = parametersOf(restatement);
  const shape = shapeOf(restatement);
  const { hears = false, takesOver = false } = restatement;
  const step = (name: string, text: string) => execute(client, { name, text }, params);
  await client.query("set local jit = off; set local work_mem = '64MB'; set local app.merging = 'on'");
  await step("lock brand", lockBrand);
  for (const { name, text } of restatedTables(shape, { assertions: restatement.assertions, hears }))
    await step(name, text);
  if (takesOver) {
    for (const text of takeOverSets(shape)) await step("take over sets", text);
  }
  await client.query(finish.errorsTable);
  await client.query(effectsTables);
  return {
    wave: new RestatedWave(client, shape, { params, ownsAll: takesOver, hears }),
    params,
  };
}

/** What may have been made, dropped at once, so that one transaction may restate more than one thing. */
const MADE = [
  "r_assertions",
  "in_products",
  "in_variants",
  "pending",
  "m_products",
  "m_variants",
  "w_holders",
  "w_errors",
  "in_lists",
  "in_materials",
  "in_journey",
  "in_sets",
  "in_wrong_materials",
  "w_lists",
  "w_refs",
  "w_material_set",
  "w_journey_set",
  "w_set",
  "w_gone",
  "w_claims",
  "w_effects",
  "w_conflicts",
];

function shapeOf({ fields, clear, complete }: Restatement): ChunkShape {
  const on = (levels: string[]) => fields.filter((key) => levels.includes(fieldDefinition(key).level)).sort();
  return { product: on(["P", "PV"]), variant: on(["V", "PV"]), owned: new Set(fields), clear, complete };
}

function parametersOf(restatement: Restatement): Params {
  const { brandId, connectionId, runId, runSeq, origins } = restatement;
  return {
    ...restatement.params,
    brand: brandId,
    connection: connectionId,
    run: runId,
    owner_ref: `${origins.owner}:${runSeq}`,
    kept_ref: `${origins.kept}:${runSeq}`,
    owner_origin: `${origins.owner}:%`,
    kept_origin: `${origins.kept}:%`,
    may_create: false,
    observes: true,
    ours: restatement.ours ?? false,
    blocked: [],
  };
}
