import { editProduct } from "@v1/db";
import { disconnect, reconnect } from "@v1/db/sync";
import { issue, record } from "../../sync/testing/records.ts";
import type { Brand, Connection, World } from "../../sync/testing/world.ts";
import { listOwnedFields, listPins, pin, transferOwnership, unpinFields } from "../index.ts";
import { replayRun } from "../replay-run.ts";
import { depsOf, somebody } from "../testing/people.ts";
import type { OwnershipScope } from "../types.ts";
import { driveUndo, undoRun } from "../undo-run.ts";
import { FIELDS, type Field, Model, type Run, type Said, type SourceState } from "./model.ts";
import { PRODUCTS, type Step } from "./story.ts";

/** A value's name as the field asserts it. */
function asserted(field: Field, name: string): unknown {
  if (field === "product.price") return { amount: `${name.charCodeAt(0)}.00`, currency: "EUR" };
  return name;
}

function shown(field: Field, name: string | null): string | null {
  if (name === null || field !== "product.price") return name;
  return `${name.charCodeAt(0)}.00 EUR`;
}

interface Place {
  productIds: string[];
  connections: Connection[];
}

/** Tells a story to a brand in the database and to the model. */
export class Teller {
  readonly #model = new Model(PRODUCTS);
  readonly #world: World;
  readonly #brand: Brand;
  readonly #person: OwnershipScope;
  readonly #place: Place;

  private constructor(world: World, brand: Brand, more: { person: OwnershipScope; place: Place }) {
    this.#world = world;
    this.#brand = brand;
    this.#person = more.person;
    this.#place = more.place;
  }

  /** Three connections; the first has made the products and owns the fields. */
  static async begin(world: World): Promise<Teller> {
    const brand = await world.brand();
    const connections: Connection[] = [];
    for (const name of ["shop", "erp", "pim"]) connections.push(await brand.connect(name));
    const place = { connections, productIds: [] as string[] };
    const teller = new Teller(world, brand, { person: await somebody(brand), place });
    for (let product = 0; product < PRODUCTS; product += 1)
      teller.#say(0, product, ({ said }) => {
        for (const field of FIELDS) said[field] = "a";
      });
    await teller.#sync({ do: "sync", connection: 0, mode: "full", killed: false, says: [] });
    // Products that nobody can undo: what becomes of made ones has tests of its own.
    teller.#model.runs.length = 0;
    place.productIds.push(...(await brand.products()).map(({ id }) => id));
    return teller;
  }

  /** What stands in the database and what should, in one form. */
  async compare(): Promise<{ real: unknown; model: unknown }> {
    const products = await this.#brand.products();
    const links = await this.#brand.links();
    const real = {
      values: products.map((row) => [row.description, row.price, row.season, row.status]),
      links: ["shop", "erp", "pim"].map((name) =>
        products.map(
          ({ identifier }) =>
            links.find(({ connection, product }) => connection === name && product === identifier)?.state ??
            null,
        ),
      ),
    };
    const model = {
      values: this.#model.values.map((row) => [
        ...FIELDS.map((field) => shown(field, row[field])),
        "unpublished",
      ]),
      links: this.#model.linkStates(),
    };
    return { real, model };
  }

  async tell(step: Step): Promise<void> {
    if (step.do === "break") {
      this.#say(step.connection, step.product, (source) => {
        source.broken = !source.broken;
      });
    } else await this.#act(step);
  }

  #act(step: Exclude<Step, { do: "break" }>): Promise<void> {
    switch (step.do) {
      case "sync":
        return this.#sync(step);
      case "edit":
        return this.#edit(step);
      case "pin":
        return this.#pin(step);
      case "unpin":
        return this.#unpin(step);
      case "transfer":
        return this.#transfer(step);
      case "disconnect":
        return this.#disconnect(step.connection);
      case "reconnect":
        return this.#reconnect(step.connection);
      case "undo":
        return this.#undo(step);
      case "replay":
        return this.#replay(step.run);
    }
  }

  #connection(n: number): Connection {
    const found = this.#place.connections[n];
    if (!found) throw new Error(`No connection ${n}.`);
    return found;
  }

  #productId(n: number): string {
    return this.#place.productIds[n] ?? "";
  }

  #say(connection: number, product: number, change: (source: SourceState) => void): void {
    const sources = this.#model.sources[connection] ?? [];
    const source = structuredClone(sources[product] ?? { said: {}, broken: false });
    change(source);
    sources[product] = source;
    const { source: real } = this.#connection(connection);
    real.put(recordOf(product, source));
    // In the order of the products, as the model merges them.
    real.records.sort((left, right) => Number(left.id) - Number(right.id));
  }

  async #sync({ connection, mode, killed, says }: Extract<Step, { do: "sync" }>): Promise<void> {
    for (const { product, field, value } of says) {
      this.#say(connection, product, ({ said }) => {
        if (value === undefined) delete said[field];
        else said[field] = value;
      });
    }
    if (!this.#model.connected[connection]) return;
    const real = this.#connection(connection);
    const runId = await real.start(mode);
    if (killed) await this.#interrupted(real, runId);
    await ended(real.drive(runId, { chunkSize: 2 }));
    this.#model.sync(connection, emptyRun(runId, connection));
  }

  /** Stops the first attempt behind its first chunk, where it has more than one. */
  async #interrupted(real: Connection, runId: string): Promise<void> {
    const stop = new AbortController();
    const attempt = real.drive(runId, {
      chunkSize: 1,
      signal: stop.signal,
      onEvent: ({ type }) => type === "chunk" && stop.abort(),
    });
    await attempt.catch(() => undefined);
  }

  async #edit({ product, field, value }: Extract<Step, { do: "edit" }>): Promise<void> {
    const edit = editProduct(this.#world.db, {
      ...this.#person,
      productId: this.#productId(product),
      changes: { [field]: asserted(field, value) },
    });
    const allowed = await edit.then(
      () => true,
      () => false,
    );
    if (this.#model.edit(product, field, value) !== allowed)
      throw new Error(`An edit is ${allowed ? "" : "not "}allowed.`);
  }

  async #pin({ product, field }: Extract<Step, { do: "pin" }>): Promise<void> {
    await pin(this.#world, this.#person, { productId: this.#productId(product), fieldKey: field });
    this.#model.pin(product, field);
  }

  async #unpin({ product, field }: Extract<Step, { do: "unpin" }>): Promise<void> {
    const { items } = await listPins(this.#world, this.#person, {
      productId: this.#productId(product),
      fieldKey: field,
    });
    const [held] = items;
    if (!held) return;
    const { runIds } = await unpinFields(depsOf(this.#world), this.#person, { pins: [held.id] });
    const owner = this.#model.owners[field];
    this.#model.unpin(product, field, emptyRun(runIds[0] ?? "", owner ?? 0));
  }

  async #transfer({ field, to }: Extract<Step, { do: "transfer" }>): Promise<void> {
    const target = typeof to === "number" ? to : null;
    if (target !== null && !this.#model.connected[target]) return;
    const { fields } = await listOwnedFields(depsOf(this.#world), this.#person);
    const version = fields.find(({ key }) => key === field)?.version ?? 0;
    const done = await transferOwnership(depsOf(this.#world), this.#person, {
      fields: [{ key: field, version }],
      to: typeof to === "number" ? { connectionId: this.#connection(to).id } : to,
      adopt: "now",
    });
    if (done.status !== "nothing")
      this.#model.transfer(field, target, emptyRun(done.runId ?? "", target ?? 0));
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
    if (killed) await driveUndo(deps, ref, options).catch(() => undefined);
    await driveUndo(deps, ref, { size: 2 });
    this.#model.undo(run, { ...emptyRun(runId, run.connection), undoes: run });
  }

  async #replay(n: number): Promise<void> {
    const failed = this.#model.runs.filter(
      (run) => run.failed.length > 0 && this.#model.connected[run.connection],
    );
    const run = failed[n % failed.length];
    if (!run) return;
    const deps = { db: this.#world.db, queue: { enqueue: async () => null } };
    const { runId } = await replayRun(deps, this.#person, { runId: run.id });
    await ended(this.#connection(run.connection).drive(runId, { chunkSize: 2 }));
    this.#model.sync(run.connection, emptyRun(runId, run.connection), run.failed);
  }
}

async function ended(drive: ReturnType<Connection["drive"]>): Promise<void> {
  const outcome = await drive;
  if (outcome.status !== "completed") throw new Error(`The run is ${JSON.stringify(outcome)}.`);
}

function emptyRun(id: string, connection: number): Run {
  return { id, connection, changes: [], linked: [], unlinked: [], failed: [], undoes: null };
}

function recordOf(product: number, { said, broken }: SourceState) {
  const observed = Object.entries(said).map(([field, name]) => [
    field,
    name === null ? null : asserted(field as Field, name as string),
  ]);
  const assertions = Object.fromEntries(observed) as Said;
  return record(String(product), assertions as object, broken ? { issues: [issue("product.gender")] } : {});
}
