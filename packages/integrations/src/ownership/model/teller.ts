import { editProduct } from "@v1/db";
import type { Brand, Connection, World } from "../../sync/testing/world.ts";
import { replayRun } from "../replay-run.ts";
import { somebody } from "../testing/people.ts";
import type { OwnershipScope } from "../types.ts";
import { Dismissals } from "./dismissals.ts";
import { connected, ended } from "./drives.ts";
import { CONNECTIONS, look } from "./look.ts";
import { Model } from "./model.ts";
import { emptyRun, type SourceState } from "./parts.ts";
import { asserted, MATERIALS, PLACES, placeAt, WRONG } from "./places.ts";
import { memberId, memberOf, nothingSaid, recordOf } from "./source-records.ts";
import { type Kill, PRODUCTS, type Step } from "./story.ts";
import { tellDisconnect, tellReconnect, tellTransfer, tellUndo } from "./tell-owners.ts";
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
      connection: (n) => this.#connection(n),
      count: (what) => this.#count(what),
    };
  }

  /** Three connections; the first has made the products, one of them of two records, and owns the fields. */
  static async begin(world: World, stops: Stops): Promise<Teller> {
    const brand = await world.brand();
    const connections: Connection[] = [];
    for (const name of CONNECTIONS) connections.push(await connected(brand, name));
    const rows: Rows = { connections, productIds: [], variantIds: [] };
    const teller = new Teller(world, brand, { person: await somebody(brand), rows, stops });
    for (let product = 0; product < PRODUCTS; product += 1)
      teller.#say(0, product, (source) => {
        for (const [n, { field, ofVariant }] of PLACES.entries())
          if (!ofVariant || field.startsWith("variant.")) source.said[n] = "a";
        source.member = product === 0;
      });
    await teller.#sync({
      do: "sync",
      connection: 0,
      mode: "full",
      killed: false,
      says: [],
      breaks: null,
      drops: null,
      refused: null,
    });
    // Products that nobody can undo: what becomes of made ones has tests of its own.
    teller.#model.runs.told.length = 0;
    rows.productIds.push(...(await brand.products()).map(({ id }) => id));
    const own = (await brand.variants()).filter(({ sku }) => !sku?.startsWith("X"));
    rows.variantIds.push(...own.map(({ id }) => id));
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
      case "regroup":
        return this.#regroup(step);
      case "restyle":
        return this.#restyle(step);
      case "sync":
        return this.#sync(step);
      case "edit":
        return this.#isThere(step.product, step.place) ? this.#edit(step) : undefined;
      case "pin":
        return this.#isThere(step.product, step.place) ? tellPin(this.#telling, step) : undefined;
      case "unpin":
        return tellUnpin(this.#telling, step);
      case "expire":
        return tellExpire(this.#telling);
      case "on null":
        return tellOnNull(this.#telling, step);
      case "dismiss":
        return tellDismiss(this.#telling, step);
      case "transfer":
        return tellTransfer(this.#telling, step);
      case "disconnect":
        return tellDisconnect(this.#telling, step);
      case "reconnect":
        return tellReconnect(this.#telling, step);
      case "undo":
        return tellUndo(this.#telling, step);
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
    real.remove(String(product), memberId(product));
    if (!source.away) real.put(recordOf(product, source));
    if (source.member) real.put(memberOf(product, connection, source));
    // In the order of the products, as the model merges them.
    real.records.sort((left, right) => Number(left.id) - Number(right.id));
  }

  /** A record goes away or returns; what is not there yet comes first of all. */
  #remove({ connection, product }: Extract<Step, { do: "remove" }>): void {
    this.#say(connection, product, (source) => {
      source.away = !source.away;
    });
  }

  /** A second record joins the style, or leaves the source. */
  #regroup({ connection, product }: Extract<Step, { do: "regroup" }>): void {
    this.#say(connection, product, (source) => {
      source.member = !source.member;
    });
  }

  /** A record that has its product calls itself of the other one's style: its link outlives that. */
  #restyle({ connection, product, which }: Extract<Step, { do: "restyle" }>): void {
    const { heard } = this.#model;
    const isKnown = {
      record: heard.link(connection, product),
      member: heard.members.state(connection, product),
    };
    if (isKnown[which] !== null)
      this.#say(connection, product, ({ moved }) => {
        moved[which] = true;
      });
  }

  /** What the source says from now on. */
  #turn({ connection, says, breaks, drops, refused }: Extract<Step, { do: "sync" }>): void {
    const of = (product: number | null, change: (source: SourceState) => void) =>
      product === null ? undefined : this.#say(connection, product, change);
    of(breaks, (source) => {
      source.broken = !source.broken;
    });
    of(drops, (source) => {
      source.drops = !source.drops;
    });
    for (const { product, place, word, byMember } of says)
      of(product, (source) => {
        if (!byMember) source.said[place] = word;
        else if (!placeAt(place).ofVariant) source.memberSaid[place] = word;
      });
    of(refused, (source) => {
      source.said[MATERIALS] = WRONG;
    });
  }

  async #sync(step: Extract<Step, { do: "sync" }>): Promise<void> {
    const { connection, mode, killed } = step;
    this.#turn(step);
    if (!this.#model.connected[connection]) return;
    this.#leaveOutEnded(connection);
    const real = this.#connection(connection);
    const runId = await real.start(mode);
    if (killed) await this.#interrupted(real, { runId, what: "sync", at: killed });
    await ended(real.drive(runId, { chunkSize: 3 }));
    const full = real.source.reads.at(-1)?.mode === "full";
    const run = emptyRun(runId, connection);
    this.#model.sync(connection, run, { full });
    if (run.joined.length > 0) this.#count("syncs in which members joined");
    if (run.promoted.length > 0) this.#count("syncs behind which members lead");
  }

  /** A connection that comes upon a variant that has ended would make another one, and a member needs its style. */
  #leaveOutEnded(connection: number): void {
    const { heard } = this.#model;
    const sources = this.#model.sources[connection] ?? [];
    for (const [product, source] of sources.entries())
      if (source)
        this.#say(connection, product, (anew) => {
          anew.drops ||= !heard.variants.mayBeListed(connection, product);
          anew.member &&= heard.mayJoin(connection, product, sources);
        });
  }

  #isThere(product: number, place: number): boolean {
    return !placeAt(place).ofVariant || !this.#model.heard.variants.ended[product];
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

  async #replay({ run: n, killed }: Extract<Step, { do: "replay" }>): Promise<void> {
    const failed = this.#model.runs.told.filter(
      (run) => run.failed.size > 0 && this.#model.connected[run.connection],
    );
    const run = failed[n % failed.length];
    if (!run) return;
    const deps = { db: this.#world.db, queue: { enqueue: async () => null } };
    const { runId } = await replayRun(deps, this.#person, { runId: run.id });
    const real = this.#connection(run.connection);
    this.#leaveOutEnded(run.connection);
    const reads = real.source.reads.length;
    if (killed) await this.#interrupted(real, { runId, what: "replay", at: "chunk" });
    await ended(real.drive(runId, { chunkSize: 3 }));
    this.#count(real.source.reads.length > reads ? "replays from the source" : "replays from what is stored");
    this.#model.replay(run, emptyRun(runId, run.connection));
  }
}
