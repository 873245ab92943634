import type { FieldKey } from "@v1/core";
import type { QueryResult, QueryResultRow } from "pg";
import * as create from "./merge/create.ts";
import * as update from "./merge/update.ts";
import * as claims from "./plan/claims.ts";
import * as collectionEffects from "./plan/collection-effects.ts";
import * as collections from "./plan/collections.ts";
import * as conflicts from "./plan/conflicts.ts";
import * as undone from "./plan/undone.ts";
import type { ChunkShape } from "./shape.ts";
import type { Tallies } from "./types.ts";

/** What a sync's wave and a restated one do in the same order, each with its own way to run a statement. */
export type Do = <Row extends QueryResultRow>(name: string, text: string) => Promise<QueryResult<Row>>;

/** Lists are settled once it is known whose each is. */
export async function settleLists(run: Do, shape: ChunkShape): Promise<void> {
  await run("analyze variant matches", "analyze m_variants (ordinal, position, variant_id)");
  await run("reject materials", collections.rejectMaterials);
  await run("settle materials", collectionEffects.settleMaterials(shape));
  await run("settle journeys", collectionEffects.settleJourney(shape));
  await run("settle sets", collectionEffects.settleSets);
}

/** Those of rows that stand, ready to be compared. */
export async function standingLists(run: Do, shape: ChunkShape): Promise<void> {
  await run("list standing collections", collectionEffects.standingLists(shape));
  await run("index lists", collectionEffects.indexLists);
}

/** Who carries which SKU and barcode, decided before effects, so that a refused one is simply absent. */
export async function settleCodes(run: Do, shape: ChunkShape, holds: boolean): Promise<void> {
  await run("claim codes", undone.heed(claims.claims(shape), holds));
  const { rows } = await run<{ rejected: number }>("count refused codes", claims.countRejections);
  if (!rows[0]?.rejected) return;
  let spread: number | null = 1;
  while (spread) spread = (await run("spread refusals", claims.spreadRejections)).rowCount;
  for (const text of claims.rejectClaims(shape)) await run("refuse codes", text);
}

export async function planLists(run: Do, shape: ChunkShape, holds: boolean): Promise<void> {
  for (const { name, text } of collectionEffects.collectionEffects(shape)) {
    await run(name, undone.heed(text, holds));
  }
}

export async function replaceLists(run: Do, shape: ChunkShape): Promise<void> {
  const { owned, complete, clear } = shape;
  if (owned.has("product.materials")) {
    await run("replace materials", update.deleteReplacedMaterials(complete.has("product.materials")));
  }
  if (owned.has("product.journey")) await run("replace journeys", update.deleteReplacedJourney);
  for (const set of collectionEffects.SET_TABLES) {
    const all = complete.has(set.key);
    if (all || clear.has(set.key)) await run(`replace ${set.table}`, update.deleteReplacedSet(set, all));
  }
}

export async function insertLists(run: Do): Promise<void> {
  await run("insert materials", create.insertMaterials);
  await run("insert journeys", create.insertJourney);
  for (const set of collectionEffects.SET_TABLES) await run(`insert ${set.table}`, create.insertSet(set));
}

/** @param seen the statement that judges, where it need not see all */
export async function judgeConflicts(
  run: Do,
  only: ReadonlySet<FieldKey> | null,
  seen: (text: string) => string = (text) => text,
): Promise<Pick<Tallies, "conflictsOpened" | "conflictsClosed">> {
  await run("judge conflicts", seen(conflicts.judgeConflicts(only)));
  const { rows } = await run<{ opened: boolean }>("open conflicts", conflicts.openConflicts);
  const closed = await run("close conflicts", conflicts.closeConflicts(only));
  return {
    conflictsOpened: rows.filter(({ opened }) => opened).length,
    conflictsClosed: closed.rowCount ?? 0,
  };
}
