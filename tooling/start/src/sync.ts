import { closeQueue, enqueue } from "@v1/jobs/client";
import { ensureConnection } from "./connection.ts";
import { connected } from "./database.ts";
import { adopt } from "./env.ts";
import { followSync, lastEndedRun, type SyncRun } from "./follow-sync.ts";
import { progressView } from "./progress.ts";
import type { Seeded } from "./seed.ts";
import { address, type Place, settings } from "./settings.ts";

export interface Synced {
  connectionId: string;
  run: SyncRun;
}

/** Connects the demo store where it is not yet, reads all of it, and shows how that goes. */
export async function syncStore(place: Place, { brandId, ownerId }: Seeded): Promise<Synced> {
  const own = settings(place);
  adopt(own);
  const view = progressView(process.stdout);
  return connected(place.database.worker, async (client) => {
    const connectionId = await ensureConnection(client, {
      brandId,
      ownerId,
      databaseUrl: own.DATABASE_URL,
      url: address(place.ports.store),
      keys: own.CREDENTIALS_KEYS,
    });
    const after = await lastEndedRun(client, brandId, connectionId);
    try {
      await enqueue("sync-connection", { brandId, connectionId, mode: "full", trigger: "manual" });
      const run = await followSync(client, { brandId, connectionId, after, onProgress: view.show });
      return { connectionId, run };
    } finally {
      view.close();
      await closeQueue();
    }
  });
}
