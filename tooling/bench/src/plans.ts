import { writeFileSync } from "node:fs";
import { makeConnection, pointTo } from "./brand.ts";
import { withDatabase } from "./database.ts";
import { planText } from "./explain.ts";
import type { Bench } from "./server.ts";
import { writeChangedSource, writeSource } from "./source.ts";
import { withWorker } from "./worker-process.ts";

/**
 * Runs a first sync, the same file again and 1 % of changes under `auto_explain`, and writes what each
 * statement cost and how its slowest execution was planned. Explaining takes time: no figures here.
 */
export async function writePlans(bench: Bench, products: number, file: string): Promise<string[]> {
  const whole = await writeSource(bench.files, products);
  const changed = await writeChangedSource(bench.files, products);
  const texts = await withDatabase(bench.serverUrl, async (url) => {
    const connection = await makeConnection(url, whole);
    return withWorker({ url, profile: bench.profile, explain: true }, async (worker) => {
      const first = await worker.sync(connection, "full");
      const unchanged = await worker.sync(connection, "full");
      await pointTo(url, connection, changed);
      const incremental = await worker.sync(connection, "incremental");
      return [
        planText(`First sync of ${products} products`, first.plans),
        planText("The same file again", unchanged.plans),
        planText("1 % changed", incremental.plans),
      ];
    });
  });
  writeFileSync(file, texts.join("\n\n"));
  return [`The plans are in ${file}.`];
}
