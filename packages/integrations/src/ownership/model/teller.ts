import { editProduct } from "@v1/db";
import { disconnect, reconnect } from "@v1/db/sync";
import type { Brand, Connection, World } from "../../sync/testing/world.ts";
import { driveAdoption, listOwnedFields, transferOwnership } from "../index.ts";
import { replayRun } from "../replay-run.ts";
import { depsOf, somebody } from "../testing/people.ts";
import type { OwnershipScope } from "../types.ts";
import { driveUndo, undoRun } from "../undo-run.ts";
import { Dismissals } from "./dismissals.ts";
import { CONNECTIONS, look } from "./look.ts";
import { Model } from "./model.ts";
import { emptyRun, type SourceState } from "./parts.ts";
import { asserted, PLACES, placeAt } from "./places.ts";
import { nothingSaid, recordOf } from "./source-records.ts";
import { type Kill, PRODUCTS, type Step } from "./story.ts";
import { type Telling, tellDismiss, tellExpire, tellOnNull, tellPin, tellUnpin } from "./tell-pins.ts";

/** How often what was stopped midway, and what was replayed from where. */
export type Stops = Map<string, number>;

interface Rows {
  productIds: string[];
  variantIds: string[];
  connections: Connection[];
}

/** Tells a story to a brand in the database and to the model. */
export class Teller {
  readonly #model = new Model(PRODUCTS);
  readonly #world: World;
  readonly #brand: Brand;
  readonly #person: OwnershipScope;
  readonly #rows: Rows;
  readonly #dismissals = new Dismissals(this.#model);
  readonly #telling: Telling;
  readonly #stops: Stops;

  private constructor(
    world: World,
    brand: Brand,
    more: { person: OwnershipScope; rows: Rows; stops: Stops },
  ) {
    this.#world = world;
    this.#stops = more.stops;
    this.#brand = brand;
    this.#person = more.person;
    this.#rows = more.rows;
    this.#telling = {
      world,
      model: this.#model,
      dismissals: this.#dismissals,
      person: more.person,
      rowOf: (product, place) => this.#rowOf(product, place),
      connectionIds: more.rows.connections.map(({ id }) => id),
    };
  }

  /** Three connections; the first has made the products and owns the fields. */
  static async begin(world: World, stops: Stops): Promise<Teller> {
    const brand = await world.brand();
    const connections: Connection[] = [];
    for (const name of CONNECTIONS) connections.push(await connected(brand, name));
    const rows: Rows = { connections, productIds: [], variantIds: [] };
    const teller = new Teller(world, brand, { person: await somebody(brand), rows, stops });
    for (let product = 0; product < PRODUCTS; product += 1)
      teller.#say(0, product, ({ said }) => {
        for (const [n, { field, ofVariant }] of PLACES.entries())
          if (!ofVariant || field.startsWith("variant.")) said[n] = "a";
      });
    await teller.#sync({ do: "sync", connection: 0, mode: "full", killed: false, says: [], breaks: null });
    // Products that nobody can undo: what becomes of made ones has tests of its own.
    teller.#model.runs.length = 0;
    rows.productIds.push(...(await brand.products()).map(({ id }) => id));
    rows.variantIds.push(...(await brand.variants()).map(({ id }) => id));
    return teller;
  }

  /** What stands in the database and what should, in one form. */
  compare(): Promise<Awaited<ReturnType<typeof look>>> {
    return look(this.#brand, this.#model, this.#dismissals);
  }

  async tell(step: Step): Promise<void> {
    this.#model.judged.clear();
    await this.#act(step);
    this.#dismissals.forgetClosed();
  }

  async #act(step: Step): Promise<void> {
    switch (step.do) {
      case "remove":
        return this.#remove(step);
      case "sync":
        return this.#sync(step);
      case "edit":
        return this.#edit(step);
      case "pin":
        return tellPin(this.#telling, step);
      case "unpin":
        return tellUnpin(this.#telling, step);
      case "expire":
        return tellExpire(this.#telling);
      case "on null":
        return tellOnNull(this.#telling, step);
      case "dismiss":
        return tellDismiss(this.#telling, step);
      case "transfer":
        return this.#transfer(step);
      case "disconnect":
        return this.#disconnect(step.connection);
      case "reconnect":
        return this.#reconnect(step.connection);
      case "undo":
        return this.#undo(step);
      case "replay":
        return this.#replay(step);
    }
  }

  #connection(n: number): Connection {
    const found = this.#rows.connections[n];
    if (!found) throw new Error(`No connection ${n}.`);
    return found;
  }

  /** Which row a place of a product lies in. */
  #rowOf(product: number, place: number): { productId: string; variantId: string | null } {
    const productId = this.#rows.productIds[product] ?? "";
    return { productId, variantId: placeAt(place).ofVariant ? (this.#rows.variantIds[product] ?? "") : null };
  }

  #say(connection: number, product: number, change: (source: SourceState) => void): void {
    const sources = this.#model.sources[connection] ?? [];
    const source = structuredClone(sources[product] ?? nothingSaid());
    change(source);
    sources[product] = source;
    const { source: real } = this.#connection(connection);
    if (source.away) real.remove(String(product));
    else real.put(recordOf(product, source));
    // In the order of the products, as the model merges them.
    real.records.sort((left, right) => Number(left.id) - Number(right.id));
  }

  /** A record goes away or returns; what is not there yet comes first of all. */
  #remove({ connection, product }: Extract<Step, { do: "remove" }>): void {
    this.#say(connection, product, (source) => {
      source.away = !source.away;
    });
  }

  async #sync({ connection, mode, killed, says, breaks }: Extract<Step, { do: "sync" }>): Promise<void> {
    if (breaks !== null)
      this.#say(connection, breaks, (source) => {
        source.broken = !source.broken;
      });
    for (const { product, place, word } of says) {
      this.#say(connection, product, ({ said }) => {
        said[place] = word;
      });
    }
    if (!this.#model.connected[connection]) return;
    const real = this.#connection(connection);
    const runId = await real.start(mode);
    if (killed) await this.#interrupted(real, { runId, what: "sync", at: killed });
    await ended(real.drive(runId, { chunkSize: 2 }));
    const full = real.source.reads.at(-1)?.mode === "full";
    this.#model.sync(connection, emptyRun(runId, connection), { full });
  }

  /** Stops the first attempt behind its first chunk, where it has more than one, or behind the last. */
  async #interrupted(
    real: Connection,
    { runId, what, at }: { runId: string; what: string; at: Kill },
  ): Promise<void> {
    const stop = new AbortController();
    real.source.onRead = ({ end }) => (end && at === "end" ? stop.abort() : undefined);
    const attempt = real.drive(runId, {
      chunkSize: 1,
      signal: stop.signal,
      onEvent: ({ type }) => type === "chunk" && at === "chunk" && stop.abort(),
    });
    if ((await attempt).status === "interrupted") this.#count(`${what} at ${at}`);
    real.source.onRead = null;
  }

  #count(what: string): void {
    this.#stops.set(what, (this.#stops.get(what) ?? 0) + 1);
  }

  async #edit({ product, place, value }: Extract<Step, { do: "edit" }>): Promise<void> {
    const { productId, variantId } = this.#rowOf(product, place);
    const at = placeAt(place);
    const changes = { [at.field]: asserted(at, value) };
    const edit = editProduct(this.#world.db, {
      ...this.#person,
      productId,
      changes: variantId === null ? changes : {},
      ...(variantId === null ? {} : { variants: [{ id: variantId, changes }] }),
    });
    const allowed = await edit.then(
      () => true,
      () => false,
    );
    if (this.#model.edit(product, place, value) !== allowed)
      throw new Error(`An edit is ${allowed ? "" : "not "}allowed.`);
  }

  async #transfer({ field, to, killed }: Extract<Step, { do: "transfer" }>): Promise<void> {
    const target = typeof to === "number" ? to : null;
    if (target !== null && !this.#model.connected[target]) return;
    const deps = depsOf(this.#world);
    const { fields } = await listOwnedFields(deps, this.#person);
    const version = fields.find(({ key }) => key === field)?.version ?? 0;
    const done = await transferOwnership(deps, this.#person, {
      fields: [{ key: field, version }],
      to: typeof to === "number" ? { connectionId: this.#connection(to).id } : to,
      adopt: killed ? "next_run" : "now",
    });
    if (done.status === "nothing") return;
    if (done.status === "waiting") await this.#adopt(done.runId ?? "");
    this.#model.transfer(field, target, emptyRun(done.runId ?? "", target ?? 0));
  }

  /** Stops behind the first record, and goes on. */
  async #adopt(runId: string): Promise<void> {
    const deps = depsOf(this.#world);
    const ref = { brandId: this.#brand.id, runId };
    const stop = new AbortController();
    const options = { size: 1, signal: stop.signal, onChunk: () => stop.abort() };
    await driveAdoption(deps, ref, options).catch(() => this.#count("adoption"));
    await driveAdoption(deps, ref);
  }

  async #disconnect(connection: number): Promise<void> {
    if (!this.#model.connected[connection]) return;
    await disconnect(this.#world.db, { ...this.#person, connectionId: this.#connection(connection).id });
    this.#model.disconnect(connection);
  }

  async #reconnect(connection: number): Promise<void> {
    if (this.#model.connected[connection]) return;
    const { id, source } = this.#connection(connection);
    await reconnect(this.#world.db, { ...this.#person, connectionId: id, account: source.account });
    this.#model.connected[connection] = true;
  }

  async #undo({ run: n, killed }: Extract<Step, { do: "undo" }>): Promise<void> {
    const { runs } = this.#model;
    const run = runs[n % runs.length];
    if (!run || this.#model.isUndone(run)) return;
    const deps = { db: this.#world.db, queue: { enqueue: async () => null } };
    const { runId } = await undoRun(deps, this.#person, { runId: run.id });
    const ref = { brandId: this.#brand.id, runId };
    const stop = new AbortController();
    const options = { size: 1, signal: stop.signal, onChunk: () => stop.abort() };
    if (killed) await driveUndo(deps, ref, options).catch(() => this.#count("undo"));
    await driveUndo(deps, ref, { size: 2 });
    this.#model.undo(run, runId);
  }

  async #replay({ run: n, killed }: Extract<Step, { do: "replay" }>): Promise<void> {
    const failed = this.#model.runs.filter(
      (run) => run.failed.size > 0 && this.#model.connected[run.connection],
    );
    const run = failed[n % failed.length];
    if (!run) return;
    const deps = { db: this.#world.db, queue: { enqueue: async () => null } };
    const { runId } = await replayRun(deps, this.#person, { runId: run.id });
    const real = this.#connection(run.connection);
    const reads = real.source.reads.length;
    if (killed) await this.#interrupted(real, { runId, what: "replay", at: "chunk" });
    await ended(real.drive(runId, { chunkSize: 2 }));
    this.#count(real.source.reads.length > reads ? "replays from the source" : "replays from what is stored");
    this.#model.replay(run, emptyRun(runId, run.connection));
  }
}

/** It may archive all that it has without asking. */
async function connected(brand: Brand, name: string): Promise<Connection> {
  const connection = await brand.connect(name);
  await connection.set({ archive_guard_percent: 100 });
  return connection;
}

async function ended(drive: ReturnType<Connection["drive"]>): Promise<void> {
  const outcome = await drive;
  if (outcome.status !== "completed") throw new Error(`The run is ${JSON.stringify(outcome)}.`);
}
