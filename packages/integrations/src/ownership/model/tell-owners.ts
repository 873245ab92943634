import { disconnect, reconnect } from "@v1/db/sync";
import { driveAdoption, listOwnedFields, transferOwnership } from "../index.ts";
import { depsOf } from "../testing/people.ts";
import { driveUndo, undoRun } from "../undo-run.ts";
import { emptyRun } from "./parts.ts";
import type { Of, Telling } from "./tell-pins.ts";

export async function tellTransfer(telling: Telling, { field, to, killed }: Of<"transfer">): Promise<void> {
  const { world, model, person } = telling;
  const target = typeof to === "number" ? to : null;
  if (target !== null && !model.connected[target]) return;
  const deps = depsOf(world);
  const { fields } = await listOwnedFields(deps, person);
  const version = fields.find(({ key }) => key === field)?.version ?? 0;
  const done = await transferOwnership(deps, person, {
    fields: [{ key: field, version }],
    to: typeof to === "number" ? { connectionId: telling.connection(to).id } : to,
    adopt: killed ? "next_run" : "now",
  });
  if (done.status === "nothing") return;
  if (done.status === "waiting") await adopt(telling, done.runId ?? "");
  model.transfer(field, target, emptyRun(done.runId ?? "", target ?? 0));
}

/** Stops behind the first record, and goes on. */
async function adopt(telling: Telling, runId: string): Promise<void> {
  const { world, person } = telling;
  const deps = depsOf(world);
  const ref = { brandId: person.brandId, runId };
  const stop = new AbortController();
  const options = { size: 1, signal: stop.signal, onChunk: () => stop.abort() };
  await driveAdoption(deps, ref, options).catch(() => telling.count("adoption"));
  await driveAdoption(deps, ref);
}

export async function tellDisconnect(telling: Telling, { connection }: Of<"disconnect">): Promise<void> {
  const { world, model, person } = telling;
  if (!model.connected[connection]) return;
  await disconnect(world.db, { ...person, connectionId: telling.connection(connection).id });
  model.disconnect(connection);
}

export async function tellReconnect(telling: Telling, { connection }: Of<"reconnect">): Promise<void> {
  const { world, model, person } = telling;
  if (model.connected[connection]) return;
  const { id, source } = telling.connection(connection);
  await reconnect(world.db, { ...person, connectionId: id, account: source.account });
  model.connected[connection] = true;
}

export async function tellUndo(telling: Telling, { run: n, killed }: Of<"undo">): Promise<void> {
  const { world, model, person } = telling;
  const { told } = model.runs;
  const run = told[n % told.length];
  if (!run || !model.runs.mayUndo(run)) return;
  const deps = { db: world.db, queue: { enqueue: async () => null } };
  const { runId } = await undoRun(deps, person, { runId: run.id });
  const ref = { brandId: person.brandId, runId };
  const stop = new AbortController();
  const options = { size: 1, signal: stop.signal, onChunk: () => stop.abort() };
  if (killed) await driveUndo(deps, ref, options).catch(() => telling.count("undo"));
  await driveUndo(deps, ref, { size: 2 });
  model.undo(run, runId);
}
