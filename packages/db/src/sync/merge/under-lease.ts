import type { ClientBase } from "pg";
import type { WorkerDb } from "../../client.ts";
import { withSession } from "../session.ts";
import { execute } from "../statement.ts";
import type { Lease } from "../types.ts";
import { lockBrand, renewLease } from "./lease.ts";

/**
 * Begins a worker's transaction: takes the brand's lock and proves the lease, which nobody can take
 * over before the transaction ends. False where somebody already has.
 */
export async function proveLease(client: ClientBase, lease: Lease): Promise<boolean> {
  const { brandId: brand, connectionId: connection, token, seconds } = lease;
  // A worker that falls silent in here, its machine suspended or cut off, must not keep the brand from
  // everybody else: the server undoes its transaction after the time that a lease lasts.
  await client.query(`set local idle_in_transaction_session_timeout = ${Math.ceil(seconds * 1000)}`);
  await execute(client, { name: "lock brand", text: lockBrand }, { brand });
  const proof = { brand, connection, token, seconds };
  const { rowCount } = await execute(client, { name: "check lease", text: renewLease }, proof);
  return rowCount === 1;
}

/** Runs `work` in such a transaction; null, and nothing written, where the lease is lost. */
export async function underLease<T>(
  db: WorkerDb,
  lease: Lease,
  work: (client: ClientBase) => Promise<T>,
): Promise<T | null> {
  return withSession(db, async (client) => {
    await client.query("begin");
    try {
      const result = (await proveLease(client, lease)) ? await work(client) : null;
      await client.query(result === null ? "rollback" : "commit");
      return result;
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      throw error;
    }
  });
}
