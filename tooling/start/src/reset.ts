import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { removePostgresData, stopPostgres } from "@v1/stack/postgres";
import { root } from "@v1/stack/root";
import { end, endLeftovers, readRunning } from "./running.ts";

/** Clears the local data, after stopping the stack that works on it. */
async function reset(data: string): Promise<void> {
  if (!existsSync(data)) return console.log("There is no local data.");
  const supervisor = readRunning(data)?.supervisor;
  // The supervisor stops what it started in its own order, and needs longer than any of them.
  if (supervisor) await end(supervisor, 60_000);
  await endLeftovers(data);
  const postgres = join(data, "postgres");
  await stopPostgres(postgres);
  removePostgresData(postgres);
  for (const name of readdirSync(data)) {
    // Servers of test runs that may be going on look after themselves.
    if (!name.startsWith("test-")) rmSync(join(data, name), { recursive: true, force: true });
  }
  console.log(`Cleared ${data}. The next \`npm start\` begins with an empty database.`);
}

await reset(resolve(root, process.argv[2] ?? ".data"));
