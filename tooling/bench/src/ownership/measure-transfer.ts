import { openWorkerDb, type WorkerDb } from "@v1/db";
import { shopifyBulkFile } from "@v1/integrations";
import { listOwnedFields, previewTransfer, transferOwnership } from "@v1/integrations/ownership";
import { connected } from "../database.ts";
import { median, middle, rounded } from "../median.ts";
import { say, timed } from "../progress.ts";
import { type AdoptAnswer, adoptInWorker } from "./adopt-process.ts";
import { sizeOfChanges } from "./measure-storage.ts";
import { COLUMN, FIELD, type Scene, settle } from "./scene.ts";

export interface TransferFigures {
  update_s: number;
  transfer_s: number;
  /** Values, provenance and changes of every product. */
  transfer_over_update: number;
  transfer_rounds: number;
  transfer_preview_s: number;
  transfer_changes: number;
  /** Most memory that the process of the transfer has held. */
  transfer_peak_mb: number;
  bytes_per_change: number;
  /** The same where the last owner goes on saying something else, which opens a conflict for each product. */
  disputed_transfer_s: number;
  disputed_transfer_over_update: number;
  conflicts_opened: number;
  /** Seconds by statement, the longest first. */
  transfer_parts: Record<string, number>;
  disputed_transfer_parts: Record<string, number>;
}

interface Round {
  update: number;
  transfer: number;
  worker: AdoptAnswer;
}

/** One plain UPDATE of the column over all rows, and a transfer of its field that changes all of them. */
export async function measureTransfer(scene: Scene, wanted = 3): Promise<TransferFigures> {
  const db = openWorkerDb({ url: scene.url, max: 4 });
  try {
    const deps = { db, connector: () => shopifyBulkFile };
    const to = { connectionId: scene.observerId };
    const looking = () => previewTransfer(deps, { brandId: scene.brandId }, { fields: [FIELD], to });
    const transfer_preview_s = await timed(looking);
    const disputed = await measureOne(db, scene);
    await silence(scene);
    const before = await sizeOfChanges(scene.url);
    const rounds: Round[] = [];
    for (let n = 0; n < wanted; n += 1) {
      await transfer(db, scene, { to: "manual", version: await versionOf(db, scene) });
      rounds.push(await measureOne(db, scene));
    }
    const after = await sizeOfChanges(scene.url);
    const [first = disputed, ...others] = rounds;
    const shown = middle([first, ...others], (round) => round.transfer);
    const update_s = median(rounds.map(({ update }) => update));
    const transfer_s = median(rounds.map((round) => round.transfer));
    return {
      update_s: rounded(update_s, 3),
      transfer_s: rounded(transfer_s, 3),
      // By round: the two stand side by side there, and what slows the machine down slows both.
      transfer_over_update: rounded(median(rounds.map((round) => round.transfer / round.update)), 3),
      transfer_rounds: rounds.length,
      transfer_preview_s: rounded(transfer_preview_s, 3),
      transfer_changes: shown.worker.tallies.changes,
      transfer_peak_mb: rounded(Math.max(...rounds.map(({ worker }) => worker.peakMb)), 1),
      bytes_per_change: rounded((after.bytes - before.bytes) / (after.rows - before.rows), 0),
      disputed_transfer_s: rounded(disputed.transfer, 3),
      disputed_transfer_over_update: rounded(disputed.transfer / disputed.update, 3),
      conflicts_opened: disputed.worker.tallies.conflictsOpened,
      transfer_parts: partsOf(shown.worker),
      disputed_transfer_parts: partsOf(disputed.worker),
    };
  } finally {
    await db.close();
  }
}

async function measureOne(db: WorkerDb, scene: Scene): Promise<Round> {
  const { url, brandId, products, observerId } = scene;
  await settle(url);
  const update = await timed(() => plainUpdate(scene));
  await settle(url);
  // Whoever transfers has the list of owners before them.
  const version = await versionOf(db, scene);
  const began = performance.now();
  const runId = await transfer(db, scene, { to: { connectionId: observerId }, version });
  const decided = (performance.now() - began) / 1000;
  if (runId === null) throw new Error("The transfer made no run.");
  const worker = await adoptInWorker({ url, brandId, runId });
  if (worker.tallies.changes !== products) {
    throw new Error(`The transfer changed ${worker.tallies.changes} of ${products} products.`);
  }
  const took = decided + worker.seconds;
  say(`  UPDATE ${update.toFixed(2)} s, transfer ${took.toFixed(2)} s, ${worker.peakMb.toFixed(0)} MB`);
  return { update, transfer: took, worker };
}

async function versionOf(db: WorkerDb, { brandId }: Scene): Promise<number> {
  const { fields } = await listOwnedFields({ db, connector: () => shopifyBulkFile }, { brandId });
  return fields.find(({ key }) => key === FIELD)?.version ?? 0;
}

async function transfer(
  db: WorkerDb,
  { brandId, userId }: Scene,
  { to, version }: { to: { connectionId: string } | "manual"; version: number },
): Promise<string | null> {
  const deps = { db, connector: () => shopifyBulkFile, queue: { enqueue: async () => null } };
  const chosen = { fields: [{ key: FIELD, version }], to, adopt: "next_run" as const };
  return (await transferOwnership(deps, { brandId, userId }, chosen)).runId;
}

function plainUpdate({ url, brandId }: Scene): Promise<unknown> {
  return connected(url, (client) =>
    client.query(`update products set ${COLUMN} = 'https://plain.example/' || id where brand_id = $1`, [
      brandId,
    ]),
  );
}

/** From now on nobody but the new owner says anything of the field. */
function silence({ url, brandId, connectionId }: Scene): Promise<unknown> {
  return connected(url, async (client) => {
    await client.query(
      "update product_sources set observed = observed - $3::text where brand_id = $1 and connection_id = $2 and observed ? $3",
      [brandId, connectionId, FIELD],
    );
    await client.query("delete from sync_conflicts where brand_id = $1", [brandId]);
  });
}

function partsOf({ parts }: AdoptAnswer): Record<string, number> {
  const sorted = Object.entries(parts).sort(([, left], [, right]) => right - left);
  return Object.fromEntries(sorted.slice(0, 12).map(([name, seconds]) => [name, rounded(seconds, 3)]));
}
