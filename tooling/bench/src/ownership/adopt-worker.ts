// The jobs' modules are here for their weight: a worker process carries them too.
import "@v1/jobs/client";
import { openWorkerDb } from "@v1/db";
import { timings } from "@v1/db/sync";
import { shopifyBulkFile } from "@v1/integrations";
import { driveAdoption } from "@v1/integrations/ownership";
import { peakMemoryMb } from "../peak-memory.ts";
import type { AdoptAnswer, AdoptAsk } from "./adopt-process.ts";

process.once("message", (ask: AdoptAsk) => {
  adopt(ask).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function adopt({ url, ...ref }: AdoptAsk): Promise<AdoptAnswer> {
  const db = openWorkerDb({ url, max: 4 });
  try {
    // A worker has its sessions by the time that a task comes.
    await db.pool.query("select 1");
    timings.byStatement = new Map();
    const began = performance.now();
    const { tallies } = await driveAdoption({ db, connector: () => shopifyBulkFile }, ref);
    const seconds = (performance.now() - began) / 1000;
    return { seconds, tallies, peakMb: peakMemoryMb(), parts: Object.fromEntries(timings.byStatement) };
  } finally {
    await db.close();
  }
}
