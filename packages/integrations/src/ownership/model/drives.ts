import type { Brand, Connection } from "../../sync/testing/world.ts";

/** It may archive all that it has without asking. */
export async function connected(brand: Brand, name: string): Promise<Connection> {
  const connection = await brand.connect(name);
  await connection.set({ archive_guard_percent: 100 });
  return connection;
}

/** Fails where the run does not come to its end. */
export async function ended(drive: ReturnType<Connection["drive"]>): Promise<void> {
  const outcome = await drive;
  if (outcome.status !== "completed") throw new Error(`The run is ${JSON.stringify(outcome)}.`);
}
