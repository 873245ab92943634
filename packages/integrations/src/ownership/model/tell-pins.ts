import { resolveConflicts, setOnNull } from "@v1/db/ownership";
import type { Connection, World } from "../../sync/testing/world.ts";
import { liftExpiredPins, listOwnedFields, listPins, pin, unpinFields } from "../index.ts";
import { depsOf } from "../testing/people.ts";
import type { OwnershipScope } from "../types.ts";
import type { Dismissals } from "./dismissals.ts";
import { CONNECTIONS } from "./look.ts";
import type { Model } from "./model.ts";
import { type Contradiction, emptyRun, type Run } from "./parts.ts";
import { placeAt } from "./places.ts";
import type { Step } from "./story.ts";

/** What the verbs of people are told with. */
export interface Telling {
  world: World;
  model: Model;
  dismissals: Dismissals;
  person: OwnershipScope;
  /** Which row a place of a product lies in. */
  rowOf(product: number, place: number): { productId: string; variantId: string | null };
  connection(n: number): Connection;
  /** What was stopped midway. */
  count(what: string): void;
}

export type Of<Do extends Step["do"]> = Extract<Step, { do: Do }>;

const NEXT_YEAR = 365 * 24 * 3600 * 1000;

export async function tellPin(telling: Telling, { product, place, expires }: Of<"pin">): Promise<void> {
  const expiresAt = expires ? new Date(Date.now() + NEXT_YEAR) : null;
  const input = { ...telling.rowOf(product, place), fieldKey: placeAt(place).field, expiresAt };
  await pin(telling.world, telling.person, input);
  telling.model.pin(product, place, expires);
}

export async function tellUnpin(telling: Telling, { product, place }: Of<"unpin">): Promise<void> {
  const { world, model, person } = telling;
  const { productId, variantId } = telling.rowOf(product, place);
  const fieldKey = placeAt(place).field;
  const { items } = await listPins(world, person, { productId, fieldKey });
  const held = items.find((item) => item.variantId === variantId);
  if (!held) return;
  await unpinFields(depsOf(world), person, { pins: [held.id] });
  model.unpin([{ product, place }], await newRuns(telling));
}

/** Time passes: pins that had a last day are over, and the task that looks for them comes by. */
export async function tellExpire(telling: Telling): Promise<void> {
  const { world, model, person } = telling;
  await world.db.pool.query(
    "update field_pins set expires_at = now() - interval '1 minute' where brand_id = $1 and expires_at is not null",
    [person.brandId],
  );
  await liftExpiredPins(depsOf(world), {});
  model.unpin(model.pins.expiring(), await newRuns(telling));
}

/** Runs of lifted pins that the model does not know yet: one for each owner. */
async function newRuns({ world, model, person, connection }: Telling): Promise<Run[]> {
  const { rows } = await world.db.pool.query<{ id: string; by: string }>(
    "select id, connection_id as by from sync_runs where brand_id = $1 and kind = 'unpin' order by seq",
    [person.brandId],
  );
  const known = new Set(model.runs.told.map(({ id }) => id));
  return rows
    .filter(({ id }) => !known.has(id))
    .map(({ id, by }) =>
      emptyRun(
        id,
        CONNECTIONS.findIndex((_, n) => connection(n).id === by),
      ),
    );
}

export async function tellOnNull(telling: Telling, { field, choice }: Of<"on null">): Promise<void> {
  const { world, model, person } = telling;
  const { fields } = await listOwnedFields(depsOf(world), person);
  const version = fields.find(({ key }) => key === field)?.version ?? 0;
  await setOnNull(world.db, { ...person, key: field, version, onNull: choice });
  model.onNull(field, choice);
}

/** Chooses not to hear of a conflict again, or takes that back. */
export async function tellDismiss(telling: Telling, { conflict: n }: Of<"dismiss">): Promise<void> {
  const { world, model, dismissals, person } = telling;
  const contradictions = model.contradictions();
  const contradiction = contradictions[n % contradictions.length];
  if (!contradiction) return;
  const id = await openConflict(telling, contradiction);
  // What no step has judged yet is no conflict yet.
  if (!id) return;
  const by = dismissals.has(contradiction) ? "reopen" : "dismiss";
  await resolveConflicts(world.db, { ...person, by, ids: [id], limit: 1 });
  dismissals.toggle(contradiction);
}

async function openConflict(telling: Telling, { product, place, connection }: Contradiction) {
  const { productId, variantId } = telling.rowOf(product, place);
  const { rows } = await telling.world.db.pool.query<{ id: string }>(
    `select id from sync_conflicts where brand_id = $1 and product_id = $2 and variant_id is not distinct from $3
       and field_key = $4 and connection_id = $5 and closed_at is null`,
    [telling.person.brandId, productId, variantId, placeAt(place).field, telling.connection(connection).id],
  );
  return rows[0]?.id ?? null;
}
