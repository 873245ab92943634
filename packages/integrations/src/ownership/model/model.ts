/**
 * What the rules say, in a few lines and without a database: three connections, three products, three
 * fields. Every step of a story is told to it and to the real thing, and both must come to the same.
 */

export const FIELDS = ["product.description", "product.price", "product.season"] as const;
export type Field = (typeof FIELDS)[number];
/** A value by its name; null is an empty source, undefined says nothing. */
export type Said = Partial<Record<Field, string | null>>;

export interface SourceState {
  said: Said;
  broken: boolean;
}

interface Link {
  state: "live" | "disconnected" | "suppressed";
  said: Said;
  /** Of the last merge: content, ownership version, and whether it was clean. */
  merged: { content: string; version: number; clean: boolean };
}

interface Change {
  product: number;
  field: Field;
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

export class Model {
  readonly values: Record<Field, string | null>[] = [];
  readonly owners: Record<Field, number | null>;
  readonly connected = [true, true, true];
  readonly sources: (SourceState | null)[][];
  readonly runs: Run[] = [];
  readonly #links: (Link | null)[][];
  readonly #pins = new Set<string>();
  readonly #holds = new Map<string, string | null>();
  #version = 0;

  constructor(products: number) {
    this.owners = { "product.description": 0, "product.price": 0, "product.season": 0 };
    for (let n = 0; n < products; n += 1) {
      this.values.push({ "product.description": null, "product.price": null, "product.season": null });
    }
    this.sources = [0, 1, 2].map(() => this.values.map(() => null));
    this.#links = [0, 1, 2].map(() => this.values.map(() => null));
  }

  linkStates(): (string | null)[][] {
    return this.#links.map((links) => links.map((link) => link?.state ?? null));
  }

  isPinned(product: number, field: Field): boolean {
    return this.#pins.has(`${product} ${field}`);
  }

  /** The owner binds where it has a live record that says something of the field. */
  owns(product: number, field: Field): boolean {
    const owner = this.owners[field];
    const link = owner === null ? null : this.#links[owner]?.[product];
    return link?.state === "live" && (link.said[field] ?? null) !== null;
  }

  sync(connection: number, run: Run, only?: readonly number[]): void {
    for (const [product, source] of (this.sources[connection] ?? []).entries()) {
      if (source && (!only || only.includes(product))) this.#merge(connection, { product, source, run });
    }
    this.runs.push(run);
  }

  #merge(connection: number, part: { product: number; source: SourceState; run: Run }): void {
    const { product, source, run } = part;
    const content = JSON.stringify(source);
    const link = this.#links[connection]?.[product];
    const same = link?.merged.content === content;
    const known = link?.merged.version === this.#version && link.merged.clean;
    if (source.broken) run.failed.push(product);
    if (link?.state === "live" && same && known) return;
    if (link?.state === "suppressed" && same) return;
    if (!link) run.linked.push(product);
    const merged = { content, version: this.#version, clean: !source.broken };
    const links = this.#links[connection];
    if (links) links[product] = { state: "live", said: { ...source.said }, merged };
    for (const field of FIELDS) {
      if (this.owners[field] === connection) this.#assert({ product, field, said: source.said[field], run });
    }
  }

  /** What an owner says: written unless it is nothing, pinned, or the very value that was undone. */
  #assert(part: { product: number; field: Field; said: string | null | undefined; run: Run }): void {
    const { product, field, said, run } = part;
    if (said === undefined) return;
    const place = `${product} ${field}`;
    if (this.#holds.has(place) && this.#holds.get(place) !== said) this.#holds.delete(place);
    if (said === null || this.#pins.has(place) || this.#holds.has(place)) return;
    this.#write({ product, field, after: said, run });
  }

  #write({ product, field, after, run }: Omit<Change, "before"> & { run: Run }): void {
    const values = this.values[product];
    if (!values || values[field] === after) return;
    run.changes.push({ product, field, before: values[field], after });
    values[field] = after;
  }

  /** False where the edit is refused. */
  edit(product: number, field: Field, value: string): boolean {
    const values = this.values[product];
    if (!values || values[field] === value) return true;
    if (this.owns(product, field) && !this.isPinned(product, field)) return false;
    values[field] = value;
    return true;
  }

  pin(product: number, field: Field): void {
    this.#pins.add(`${product} ${field}`);
  }

  unpin(product: number, field: Field, run: Run): void {
    this.#pins.delete(`${product} ${field}`);
    const owner = this.owners[field];
    const link = owner === null ? null : this.#links[owner]?.[product];
    if (link?.state === "live") this.#assert({ product, field, said: link.said[field], run });
    if (run.id) this.runs.push(run);
  }

  /** Adopts at once what a new owner said. */
  transfer(field: Field, to: number | null, run: Run): void {
    this.owners[field] = to;
    this.#version += 1;
    if (to === null) return;
    for (const [product, link] of (this.#links[to] ?? []).entries()) {
      if (link?.state === "live") this.#assert({ product, field, said: link.said[field], run });
    }
    this.runs.push(run);
  }

  disconnect(connection: number): void {
    this.connected[connection] = false;
    for (const link of this.#links[connection] ?? []) if (link?.state === "live") link.state = "disconnected";
    for (const field of FIELDS) if (this.owners[field] === connection) this.owners[field] = null;
    this.#version += 1;
  }

  isUndone(run: Run): boolean {
    return this.runs.some((other) => other.undoes === run && !this.isUndone(other));
  }

  undo(run: Run, undo: Run): void {
    for (const product of run.linked) this.#setLink({ run, undo, product, from: "live", to: "suppressed" });
    for (const product of run.unlinked) this.#setLink({ run, undo, product, from: "suppressed", to: "live" });
    for (const { product, field, before, after } of run.changes) {
      if (this.isPinned(product, field) || this.values[product]?.[field] !== after) continue;
      this.#holds.set(`${product} ${field}`, after);
      this.#write({ product, field, after: before, run: undo });
    }
    this.runs.push(undo);
  }

  #setLink(part: { run: Run; undo: Run; product: number; from: Link["state"]; to: Link["state"] }): void {
    const { run, undo, product, from, to } = part;
    const link = this.#links[run.connection]?.[product];
    if (link?.state !== from) return;
    link.state = to;
    (to === "live" ? undo.linked : undo.unlinked).push(product);
  }
}
