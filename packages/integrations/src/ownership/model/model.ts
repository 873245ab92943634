import type { FieldKey } from "@v1/core";
import { Cells } from "./cells.ts";
import { Heard } from "./heard.ts";
import { Judged } from "./judged.ts";
import {
  type Asserted,
  type Contradiction,
  emptyRun,
  type Read,
  type Run,
  readOf,
  type SourceState,
} from "./parts.ts";
import { Pins } from "./pins.ts";
import {
  canonical,
  emptyAt,
  FIELDS,
  INHERIT,
  isSet,
  isValue,
  NO_LIST,
  PLACES,
  placeAt,
  sameWord,
  type Word,
  WRONG,
} from "./places.ts";
import { Runs } from "./runs.ts";

/**
 * What the rules say, in a few lines and without a database: three connections, two products with a variant
 * each. Every step of a story is told to it and to the real thing, and both must come to the same.
 */
export class Model {
  readonly cells = new Cells();
  readonly archived: boolean[];
  readonly owners = new Map<FieldKey, number | null>(FIELDS.map((field) => [field, 0]));
  readonly connected = [true, true, true];
  readonly sources: (SourceState | null)[][];
  readonly runs = new Runs();
  readonly heard: Heard;
  readonly pins = new Pins();
  readonly judged = new Judged();
  /** Fields that an empty source empties. */
  readonly #clears = new Set<FieldKey>();
  readonly #products: number[];
  readonly #holds = new Map<string, Word>();
  #version = 0;

  constructor(products: number) {
    this.#products = Array.from({ length: products }, (_, n) => n);
    this.heard = new Heard(products);
    this.archived = this.#products.map(() => false);
    this.sources = [0, 1, 2].map(() => this.#products.map(() => null));
  }

  /** What the connection last said there. */
  said({ product, place, connection }: Contradiction): Word {
    return this.heard.said(connection, product, place);
  }

  #ownerOf(place: number): number | null {
    return this.owners.get(placeAt(place).field) ?? null;
  }

  #ownersWord(product: number, place: number): Word {
    return this.heard.word(this.#ownerOf(place), product, place);
  }

  /** The owner binds where it says something; a list without entries is something too. */
  owns(product: number, place: number): boolean {
    const word = this.#ownersWord(product, place);
    return typeof word === "string" && word !== INHERIT;
  }

  /** Every contradiction that there is. */
  contradictions(): Contradiction[] {
    const everywhere = this.heard.links.flatMap((links, connection) =>
      links.flatMap((_, product) => PLACES.map((_, place) => ({ product, place, connection }))),
    );
    return everywhere.filter((at) => this.contradicts(at));
  }

  /** True where a live record contradicts what stands, neither owning the field nor under a pin. */
  contradicts({ product, place, connection }: Contradiction): boolean {
    const observed = this.heard.word(connection, product, place);
    const value = this.cells.at(product, place);
    if (!isValue(observed) || value === null || value === canonical(place, observed)) return false;
    return this.#ownerOf(place) !== connection && !this.pins.has({ product, place });
  }

  sync(connection: number, run: Run, { full = false } = {}): void {
    for (const product of this.#products) this.#read(connection, product, run);
    for (const product of this.#products) this.#readMember(connection, product, run);
    if (full) this.#retire(connection, run);
    this.runs.told.push(run);
  }

  /** What merging refused is merged from what is stored of it, the rest is read anew. */
  replay(subject: Run, run: Run): void {
    const { connection } = subject;
    const isStored = (product: number) =>
      subject.failed.get(product) === "stored" && this.heard.live(connection, product) !== null;
    const stored = [...subject.failed.keys()].filter(isStored);
    for (const product of stored)
      this.#merge(connection, { ...this.heard.stored(connection, product), product, run });
    for (const product of subject.failed.keys())
      if (!stored.includes(product)) this.#read(connection, product, run);
    this.runs.told.push(run);
  }

  #read(connection: number, product: number, run: Run): void {
    const source = this.sources[connection]?.[product];
    if (source && !source.away) this.#merge(connection, { ...readOf(source), product, run });
  }

  #readMember(connection: number, product: number, run: Run): void {
    const source = this.sources[connection]?.[product];
    if (!source?.member) return;
    const [said, moved] = [[...source.memberSaid], source.moved.member];
    if (!this.heard.members.merge(run, { product, said, moved, version: this.#version })) return;
    const leads = this.heard.leads(connection, product, { isMember: true });
    this.#move(product, { archived: false, run });
    this.#assertAll(product, { said, run, counts: (place) => leads && !placeAt(place).ofVariant });
  }

  #merge(connection: number, { product, said, lists, content, broken, run }: Read): void {
    const link = this.heard.link(connection, product);
    const same = link?.merged.content === content;
    const known = link?.merged.version === this.#version && link.merged.clean;
    if (broken) run.failed.set(product, "source");
    if (link?.state === "live" && same && known) return;
    if (link?.state === "suppressed" && same) return;
    if (!link) run.linked.push(product);
    const leads = this.heard.leads(connection, product, { isMember: false });
    const refused =
      leads && said.some((word, place) => word === WRONG && this.#ownerOf(place) === connection);
    if (refused && !broken) run.failed.set(product, "stored");
    const isSaid = (place: number) => Boolean(lists) || !placeAt(place).ofVariant;
    this.heard.hear(connection, product, {
      said: said.map((word, place) => (isSaid(place) ? word : link?.said[place])),
      merged: { content, version: this.#version, clean: !broken && !refused },
    });
    const pinned = this.pins.hold(product, "variant");
    this.heard.variants.hear(run, { product, lists, isKnown: Boolean(link), pinned });
    this.#move(product, { archived: false, run });
    this.#assertAll(product, { said, run, counts: (at) => (placeAt(at).ofVariant ? Boolean(lists) : leads) });
  }

  #assertAll(product: number, record: { said: Word[]; run: Run; counts: (place: number) => boolean }): void {
    const { said, run, counts } = record;
    for (const [place, word] of said.entries())
      if (counts(place) && this.#ownerOf(place) === run.connection)
        this.#assert({ product, place, said: word, run });
    this.judged.mark(product);
  }

  /** Records that a full read did not see. */
  #retire(connection: number, run: Run): void {
    for (const [product, source] of (this.sources[connection] ?? []).entries()) {
      const record = Boolean(source?.away) && this.heard.end(connection, product);
      const member = !source?.member && this.heard.members.end(connection, product);
      if (record || member) this.#end(product, { run, record, member });
    }
  }

  /** What nobody else sells goes to the archive, unless a pin holds it. */
  #end(product: number, { run, record, member }: { run: Run; record: boolean; member: boolean }): void {
    const sold = this.heard.isSold(product);
    const pinned = this.pins.hold(product, "variant");
    if (record) this.heard.variants.retire(run, { product, sold, pinned });
    if (member) this.heard.members.retire(run, product, sold);
    if (!sold && !this.pins.hold(product, "product")) this.#move(product, { archived: true, run });
    if (this.heard.promote(run.connection, product)) run.promoted.push(product);
    if (sold && !this.heard.isLive(run.connection, product)) this.#withdraw(product, run);
    this.judged.mark(product);
  }

  /** Items that only the gone record asserted leave a product that others sell. */
  #withdraw(product: number, run: Run): void {
    for (const place of PLACES.keys()) {
      const before = isSet(place) ? this.cells.own(product, place, run.connection) : null;
      if (before === null || this.pins.has({ product, place })) continue;
      run.changes.push({ product, place, before, after: null, holds: null });
      this.cells.put(product, place, { by: run.connection, value: null });
    }
  }

  #move(product: number, { archived, run }: { archived: boolean; run: Run }): void {
    if (this.archived[product] === archived) return;
    this.archived[product] = archived;
    run.moved.push({ product, archived });
  }

  /** What an owner says: written unless it is nothing, pinned, or the very value that was undone. */
  #assert({ product, place, said, run }: Asserted): void {
    if (said === undefined) return;
    const at = `${product} ${place}`;
    const clears = said === null && this.#clears.has(placeAt(place).field);
    if (this.#holds.has(at) && !sameWord(place, said, this.#holds.get(at))) this.#holds.delete(at);
    if (
      said === WRONG ||
      (said === null && !clears) ||
      this.pins.has({ product, place }) ||
      this.#holds.has(at)
    )
      return;
    this.#write({ product, place, said, run });
  }

  #write({ product, place, said, run }: Asserted): void {
    const by = run.connection;
    const before = this.cells.own(product, place, by);
    const after = isValue(said) ? canonical(place, said) : null;
    if (before === after) return;
    run.changes.push({ product, place, before, after, holds: isValue(said) ? said : emptyAt(place) });
    this.cells.put(product, place, { by, value: after });
  }

  /** False where the edit is refused. */
  edit(product: number, place: number, value: string): boolean {
    if (this.cells.at(product, place) === canonical(place, value)) return true;
    if (this.owns(product, place) && !this.pins.has({ product, place })) return false;
    this.runs.touch(product, place);
    this.cells.type(product, place, value);
    this.judged.mark(product, placeAt(place).field);
    return true;
  }

  pin(product: number, place: number, expires: boolean): void {
    this.runs.touch(product, place);
    this.pins.set({ product, place }, expires);
  }

  /** Each owner gives its fields back in a run of its own; without one nothing is written. */
  unpin(places: readonly { product: number; place: number }[], runs: readonly Run[]): void {
    for (const { product, place } of places) {
      this.pins.lift({ product, place });
      const run = runs.find(({ connection }) => connection === this.#ownerOf(place));
      if (run) this.#assert({ product, place, said: this.#ownersWord(product, place), run });
      this.judged.mark(product, placeAt(place).field);
    }
    this.runs.told.push(...runs);
  }

  /** Adopts at once what a new owner said. */
  transfer(field: FieldKey, to: number | null, run: Run): void {
    this.owners.set(field, to);
    this.#version += 1;
    if (to === null) return;
    for (const product of this.#products) {
      for (const [place, at] of PLACES.entries()) {
        if (at.field !== field) continue;
        const said = this.#ownersWord(product, place);
        if (isSet(place) && typeof said === "string") this.cells.takeOver(product, place, run.connection);
        this.#assert({ product, place, said, run });
      }
    }
    this.runs.told.push(run);
  }

  /** From the next merge on. */
  onNull(field: FieldKey, choice: "keep" | "clear"): void {
    if (choice === "clear") this.#clears.add(field);
    else this.#clears.delete(field);
    this.#version += 1;
  }

  disconnect(connection: number): void {
    this.connected[connection] = false;
    this.heard.disconnect(connection);
    const owned = [...this.owners].filter(([, owner]) => owner === connection);
    for (const [field] of owned) this.owners.set(field, null);
    if (owned.length > 0) this.#version += 1;
  }

  undo(run: Run, id: string): void {
    const undo: Run = { ...emptyRun(id, run.connection), undoes: run };
    for (const { product, archived } of run.moved)
      if (this.archived[product] === archived) this.#move(product, { archived: !archived, run: undo });
    for (const product of this.heard.undoLinks(run, undo, this.runs.after(run))) this.judged.mark(product);
    this.heard.variants.undo(run, undo, (product) => this.runs.changedSince(run, product));
    for (const { product, place, before, after, holds } of run.changes) {
      const now = this.cells.own(product, place, run.connection);
      if (this.pins.has({ product, place }) || now !== after) continue;
      const said = this.heard.word(run.connection, product, place);
      // An empty source may have emptied a list: then it is that which it has to contradict.
      this.#holds.set(`${product} ${place}`, holds === NO_LIST && said === null ? null : holds);
      this.#write({ product, place, said: before, run: undo });
    }
    this.runs.told.push(undo);
  }
}
