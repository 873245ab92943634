import { openWorkerDb } from "@v1/db";
import { timings } from "@v1/db/sync";
import { shopifyBulkFile } from "@v1/integrations";
import {
  driveAdoption,
  listOwnedFields,
  previewTransfer,
  transferOwnership,
} from "@v1/integrations/ownership";
import { connected } from "../database.ts";
import { rounded } from "../median.ts";
import { say, timed } from "../progress.ts";
import { COLUMN, FIELD, type Scene, settle } from "./scene.ts";

export interface TransferFigures {
  update_s: number;
  transfer_s: number;
  transfer_over_update: number;
  transfer_preview_s: number;
  /** Field changes that the transfer wrote; provenance and conflicts go with them. */
  transfer_changes: number;
  conflicts_opened: number;
  /** How much more memory this process held after a chunk than after the first one, in millions of bytes. */
  transfer_growth_mb: number;
  /** Seconds by statement, the longest first. */
  transfer_parts: Record<string, number>;
}

/** One plain UPDATE of the column over all rows, and a transfer of its field that changes all of them. */
export async function measureTransfer(scene: Scene): Promise<TransferFigures> {
  const { brandId, userId, observerId, url } = scene;
  const db = openWorkerDb({ url, max: 4 });
  const deps = { db, connector: () => shopifyBulkFile, queue: { enqueue: async () => null } };
  const to = { connectionId: observerId };
  try {
    await settle(url);
    const update_s = await timed(() => plainUpdate(scene));
    await settle(url);
    const transfer_preview_s = await timed(() => previewTransfer(deps, { brandId }, { fields: [FIELD], to }));
    const { fields } = await listOwnedFields(deps, { brandId });
    const version = fields.find(({ key }) => key === FIELD)?.version ?? 0;
    const transfer = { fields: [{ key: FIELD, version }], to, adopt: "next_run" as const };
    await settle(url);
    const grown = memoryWatch();
    timings.byStatement = new Map();
    const began = performance.now();
    const { runId } = await transferOwnership(deps, { brandId, userId }, transfer);
    if (runId === null) throw new Error("The transfer made no run.");
    const done = await driveAdoption(deps, { brandId, runId }, { onChunk: grown.look });
    const transfer_s = (performance.now() - began) / 1000;
    if (done.tallies.changes !== scene.products) {
      throw new Error(`The transfer changed ${done.tallies.changes} of ${scene.products} products.`);
    }
    say(`  UPDATE ${update_s.toFixed(2)} s, transfer ${transfer_s.toFixed(2)} s`);
    return {
      update_s: rounded(update_s, 3),
      transfer_s: rounded(transfer_s, 3),
      transfer_over_update: rounded(transfer_s / update_s, 3),
      transfer_preview_s: rounded(transfer_preview_s, 3),
      transfer_changes: done.tallies.changes,
      conflicts_opened: done.tallies.conflictsOpened,
      transfer_growth_mb: rounded(grown.most(), 1),
      transfer_parts: partsOf(timings.byStatement),
    };
  } finally {
    await db.close();
  }
}

function plainUpdate({ url, brandId }: Scene): Promise<unknown> {
  return connected(url, (client) =>
    client.query(`update products set ${COLUMN} = 'https://plain.example/' || id where brand_id = $1`, [
      brandId,
    ]),
  );
}

function partsOf(seconds: ReadonlyMap<string, number>): Record<string, number> {
  const sorted = [...seconds].sort(([, left], [, right]) => right - left);
  return Object.fromEntries(sorted.slice(0, 15).map(([name, value]) => [name, rounded(value, 3)]));
}

function memoryWatch() {
  let first: number | undefined;
  let most = 0;
  return {
    look: () => {
      const held = process.memoryUsage().rss / 1e6;
      first ??= held;
      most = Math.max(most, held - first);
    },
    most: () => most,
  };
}
