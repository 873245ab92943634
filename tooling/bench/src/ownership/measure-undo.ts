import { openWorkerDb } from "@v1/db";
import { driveUndo, undoRun } from "@v1/integrations/ownership";
import { pointTo } from "../brand.ts";
import { connected } from "../database.ts";
import { rounded } from "../median.ts";
import { say, timed } from "../progress.ts";
import type { Bench } from "../server.ts";
import { writeChangedSource } from "../source.ts";
import { withWorker } from "../worker-process.ts";
import { type Scene, settle } from "./scene.ts";

export interface UndoFigures {
  /** The sync that changed what is then undone. */
  undone_sync_s: number;
  undo_s: number;
  undo_over_sync: number;
  undone_products: number;
  undone_changes: number;
}

/** Products that the undone run changes, where the brand has as many. */
const CHANGED = 10_000;

/** A sync of up to 10,000 changed products, and its undo. */
export async function measureUndo(bench: Bench, scene: Scene): Promise<UndoFigures> {
  const { url, brandId, userId, products } = scene;
  const changed = await writeChangedSource(bench.files, products, Math.min(1, CHANGED / products));
  await pointTo(url, scene, changed);
  await settle(url);
  const { seconds } = await withWorker({ url, profile: undefined }, (worker) =>
    worker.sync(scene, "incremental"),
  );
  const runId = await lastRun(scene);
  await settle(url);
  const db = openWorkerDb({ url, max: 4 });
  try {
    const queue = { enqueue: async () => null };
    const undo = await undoRun({ db, queue }, { brandId, userId }, { runId });
    let changes = 0;
    const undo_s = await timed(async () => {
      const { tallies } = await driveUndo({ db }, { brandId, runId: undo.runId });
      changes = tallies.changes;
    });
    if (changes === 0) throw new Error("The undo put nothing back.");
    say(`  sync of ${changed.products} changes ${seconds.toFixed(2)} s, undo ${undo_s.toFixed(2)} s`);
    return {
      undone_sync_s: rounded(seconds, 3),
      undo_s: rounded(undo_s, 3),
      undo_over_sync: rounded(undo_s / seconds, 3),
      undone_products: changed.products,
      undone_changes: changes,
    };
  } finally {
    await db.close();
  }
}

function lastRun({ url, brandId, connectionId }: Scene): Promise<string> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `select id from sync_runs where brand_id = $1 and connection_id = $2 and kind = 'sync' order by seq desc limit 1`,
      [brandId, connectionId],
    );
    return rows[0]?.id ?? "";
  });
}
