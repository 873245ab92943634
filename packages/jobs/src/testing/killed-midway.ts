import { join } from "node:path";
import { Client } from "pg";
import { expect } from "vitest";
import { runProcess } from "./run-process.ts";
import { until } from "./until.ts";

interface Midway<Half> {
  /** Of the workers: its `DATABASE_URL` is where the row is held. */
  env: { DATABASE_URL: string; [name: string]: string };
  /** The product that the first worker does not get past. */
  product: { brandId: string; id: string };
  /** True once a part of the work stands. */
  begun: () => Promise<boolean>;
  /** Looks at what stands between the two workers. */
  half: () => Promise<Half>;
  done: () => Promise<boolean>;
}

/**
 * Lets a worker come as far as one product, kills it there in the middle of its transaction, and lets
 * another one go on to the end.
 * @returns what the first one left
 */
export async function killedMidway<Half>({ env, product, begun, half, done }: Midway<Half>): Promise<Half> {
  const worker = join(import.meta.dirname, "..", "worker.ts");
  const gate = new Client({ connectionString: env.DATABASE_URL });
  await gate.connect();
  await gate.query("begin");
  await gate.query("select from products where brand_id = $1 and id = $2 for update", [
    product.brandId,
    product.id,
  ]);
  const victim = runProcess(worker, env);
  try {
    await until(begun);
    await until(() => waitsForARow(gate));
  } finally {
    victim.process.kill("SIGKILL");
    await victim.ended;
    await gate.end();
  }
  const left = await half();
  const heir = runProcess(worker, env);
  try {
    await until(done);
  } finally {
    heir.process.kill("SIGTERM");
    expect(await heir.ended).toEqual([0, null]);
  }
  return left;
}

async function waitsForARow(client: Client): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
     and wait_event <> 'advisory'`,
  );
  return rowCount !== null && rowCount > 0;
}
