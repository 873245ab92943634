import type { FieldKey } from "@v1/core";
import { emptyAt, FIELDS, INHERIT, isValue, PLACES, placeAt, type Values, type Word } from "./places.ts";

/**
 * What the rules say, in a few lines and without a database: three connections, two products with a variant
 * each. Every step of a story is told to it and to the real thing, and both must come to the same.
 */

export interface SourceState {
  said: Word[];
  broken: boolean;
}

interface Link {
  state: "live" | "disconnected" | "suppressed";
  said: Word[];
  /** Of the last merge: content, ownership version, and whether it was clean. */
  merged: { content: string; version: number; clean: boolean };
}

interface Change {
  product: number;
  place: number;
  before: string | null;
  after: string | null;
}

export interface Run {
  id: string;
  connection: number;
  changes: Change[];
  /** Links that it made, and that it took back. */
  linked: number[];
  unlinked: number[];
  /** Products whose record had an error. */
  failed: number[];
  undoes: Run | null;
}

interface Asserted {
  product: number;
  place: number;
  said: Word;
  run: Run;
}

const nothing = (): Values => PLACES.map(() => null);

export class Model {
  readonly values: Values[];
  readonly owners = new Map<FieldKey, number | null>(FIELDS.map((field) => [field, 0]));
  readonly connected = [true, true, true];
  readonly sources: (SourceState | null)[][];
  readonly runs: Run[] = [];
  /** Places whose conflicts the last step judged, as `<product> <place>`. */
  readonly judged = new Set<string>();
  readonly #links: (Link | null)[][];
  readonly #pins = new Set<string>();
  readonly #holds = new Map<string, Word>();
  #version = 0;

  constructor(products: number) {
    this.values = Array.from({ length: products }, nothing);
    this.sources = [0, 1, 2].map(() => this.values.map(() => null));
    this.#links = [0, 1, 2].map(() => this.values.map(() => null));
  }

  linkStates(): (string | null)[][] {
    return this.#links.map((links) => links.map((link) => link?.state ?? null));
  }

  isPinned(product: number, place: number): boolean {
    return this.#pins.has(`${product} ${place}`);
  }

  #ownerOf(place: number): number | null {
    return this.owners.get(placeAt(place).field) ?? null;
  }

  /** What the owner says, where it has a live record. */
  #ownersWord(product: number, place: number): Word {
    const owner = this.#ownerOf(place);
    const link = owner === null ? null : this.#links[owner]?.[product];
    return link?.state === "live" ? link.said[place] : undefined;
  }

  /** The owner binds where it says something; a list without entries is something too. */
  owns(product: number, place: number): boolean {
    const word = this.#ownersWord(product, place);
    return typeof word === "string" && word !== INHERIT;
  }

  /** Every place where a live record contradicts what stands, neither owning the field nor under a pin. */
  contradictions(): { product: number; place: number; connection: number }[] {
    return this.#links.flatMap((links, connection) =>
      links.flatMap((link, product) =>
        PLACES.flatMap((_, place) => {
          const observed = link?.said[place];
          const value = this.values[product]?.[place] ?? null;
          if (link?.state !== "live" || !isValue(observed) || value === null || value === observed) return [];
          const settled = this.#ownerOf(place) === connection || this.isPinned(product, place);
          return settled ? [] : [{ product, place, connection }];
        }),
      ),
    );
  }

  sync(connection: number, run: Run, only?: readonly number[]): void {
    for (const [product, source] of (this.sources[connection] ?? []).entries()) {
      if (source && (!only || only.includes(product))) this.#merge(connection, { product, source, run });
    }
    this.runs.push(run);
  }

  #merge(connection: number, part: { product: number; source: SourceState; run: Run }): void {
    const { product, source, run } = part;
    const content = JSON.stringify(source, (_, word) => (word === undefined ? "says nothing" : word));
    const link = this.#links[connection]?.[product];
    const same = link?.merged.content === content;
    const known = link?.merged.version === this.#version && link.merged.clean;
    if (source.broken) run.failed.push(product);
    if (link?.state === "live" && same && known) return;
    if (link?.state === "suppressed" && same) return;
    if (!link) run.linked.push(product);
    const merged = { content, version: this.#version, clean: !source.broken };
    const links = this.#links[connection];
    if (links) links[product] = { state: "live", said: [...source.said], merged };
    for (const [place, said] of source.said.entries()) {
      if (this.#ownerOf(place) === connection) this.#assert({ product, place, said, run });
    }
    this.#judge(product);
  }

  /** Conflicts of all fields of a product, or of one on both levels. */
  #judge(product: number, field?: FieldKey): void {
    for (const [place, at] of PLACES.entries())
      if (!field || at.field === field) this.judged.add(`${product} ${place}`);
  }

  /** What an owner says: written unless it is nothing, pinned, or the very value that was undone. */
  #assert({ product, place, said, run }: Asserted): void {
    if (said === undefined) return;
    const at = `${product} ${place}`;
    const held = this.#holds.get(at);
    const sameAsUndone = said === INHERIT ? held === null : held === said;
    if (this.#holds.has(at) && !sameAsUndone) this.#holds.delete(at);
    if (said === null || this.#pins.has(at) || this.#holds.has(at)) return;
    this.#write({ product, place, said, run });
  }

  #write({ product, place, said, run }: Asserted): void {
    const values = this.values[product];
    const before = values?.[place] ?? null;
    const after = isValue(said) ? said : null;
    if (!values || before === after) return;
    run.changes.push({ product, place, before, after });
    values[place] = after;
  }

  /** False where the edit is refused. */
  edit(product: number, place: number, value: string): boolean {
    const values = this.values[product];
    if (!values || values[place] === value) return true;
    if (this.owns(product, place) && !this.isPinned(product, place)) return false;
    values[place] = value;
    this.#judge(product, placeAt(place).field);
    return true;
  }

  pin(product: number, place: number): void {
    this.#pins.add(`${product} ${place}`);
  }

  unpin(product: number, place: number, run: Run): void {
    this.#pins.delete(`${product} ${place}`);
    this.#assert({ product, place, said: this.#ownersWord(product, place), run });
    this.#judge(product, placeAt(place).field);
    if (run.id) this.runs.push(run);
  }

  /** Adopts at once what a new owner said. */
  transfer(field: FieldKey, to: number | null, run: Run): void {
    this.owners.set(field, to);
    this.#version += 1;
    if (to === null) return;
    for (const product of this.values.keys()) {
      for (const [place, at] of PLACES.entries()) {
        if (at.field !== field) continue;
        this.#assert({ product, place, said: this.#ownersWord(product, place), run });
      }
    }
    this.runs.push(run);
  }

  disconnect(connection: number): void {
    this.connected[connection] = false;
    for (const link of this.#links[connection] ?? []) if (link?.state === "live") link.state = "disconnected";
    for (const [field, owner] of this.owners) if (owner === connection) this.owners.set(field, null);
    this.#version += 1;
  }

  isUndone(run: Run): boolean {
    return this.runs.some((other) => other.undoes === run && !this.isUndone(other));
  }

  undo(run: Run, undo: Run): void {
    for (const product of run.linked) this.#setLink({ run, undo, product, from: "live", to: "suppressed" });
    for (const product of run.unlinked) this.#setLink({ run, undo, product, from: "suppressed", to: "live" });
    for (const { product, place, before, after } of run.changes) {
      if (this.isPinned(product, place) || this.values[product]?.[place] !== after) continue;
      this.#holds.set(`${product} ${place}`, after ?? emptyAt(place));
      this.#write({ product, place, said: before, run: undo });
    }
    this.runs.push(undo);
  }

  #setLink(part: { run: Run; undo: Run; product: number; from: Link["state"]; to: Link["state"] }): void {
    const { run, undo, product, from, to } = part;
    const link = this.#links[run.connection]?.[product];
    if (link?.state !== from) return;
    link.state = to;
    if (to === "live") this.#judge(product);
    (to === "live" ? undo.linked : undo.unlinked).push(product);
  }
}
