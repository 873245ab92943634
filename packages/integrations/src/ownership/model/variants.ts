import type { Link, Run } from "./parts.ts";

/** Of a merge: what its record says of the variant. */
interface Heard {
  product: number;
  /** False where a record does not have the variant; undefined where it is not known to list all of them. */
  lists: boolean | undefined;
  /** True where the record had its product before. */
  isKnown: boolean;
  pinned: boolean;
}

/** Whether the variant of each product is there, and who says so. */
export class Variants {
  readonly ended: boolean[];
  /** Those whose end was undone: they stay until a record has listed them again. */
  readonly #held: boolean[];
  readonly #links: (Link["state"] | null)[][];

  constructor(products: number) {
    const each = Array.from({ length: products }, () => null);
    this.ended = each.map(() => false);
    this.#held = each.map(() => false);
    this.#links = [0, 1, 2].map(() => [...each]);
  }

  states(connection: number): (string | null)[] {
    return [...(this.#links[connection] ?? [])];
  }

  isLive(connection: number | null, product: number): boolean {
    return connection !== null && this.#links[connection]?.[product] === "live";
  }

  /** One that a connection never had and that has ended would be another variant there. */
  mayBeListed(connection: number, product: number): boolean {
    return this.#links[connection]?.[product] !== null || !this.ended[product];
  }

  #set(connection: number, product: number, state: Link["state"]): void {
    const links = this.#links[connection];
    if (links) links[product] = state;
  }

  #end(product: number, { run, ended }: { run: Run; ended: boolean }): void {
    this.ended[product] = ended;
    run.variants.push({ product, ended });
  }

  #isSold(product: number): boolean {
    return this.#links.some((links) => links[product] === "live");
  }

  /** A record lists the variant, or does not any more. */
  hear(run: Run, { product, lists, isKnown, pinned }: Heard): void {
    const state = this.#links[run.connection]?.[product];
    if (lists) {
      this.#held[product] = false;
      this.#set(run.connection, product, "live");
      if (this.ended[product]) this.#end(product, { run, ended: false });
    } else if (lists === false && isKnown && state && this.#counts(product, state)) {
      this.#set(run.connection, product, "gone");
      const isKept = pinned || this.#held[product] || this.#isSold(product);
      if (!isKept && !this.ended[product]) this.#end(product, { run, ended: true });
    }
  }

  #counts(product: number, state: Link["state"]): boolean {
    return state === "live" || (state !== "suppressed" && !this.ended[product]);
  }

  /** With its record, where the product is still sold. */
  retire(run: Run, { product, sold, pinned }: { product: number; sold: boolean; pinned: boolean }): void {
    const state = this.#links[run.connection]?.[product];
    if (state !== "live" && state !== "disconnected") return;
    this.#set(run.connection, product, "gone");
    if (sold && !pinned && !this.ended[product] && !this.#isSold(product))
      this.#end(product, { run, ended: true });
  }

  /** All, or the one of a product, that are in one state. */
  move(
    connection: number,
    { from, to, product }: { from: string; to: Link["state"]; product?: number },
  ): void {
    for (const [of, state] of [...(this.#links[connection] ?? [])].entries())
      if (state === from && (product === undefined || of === product)) this.#set(connection, of, to);
  }

  /** @param touched somebody has done something with it since */
  undo(run: Run, undo: Run, touched: (product: number) => boolean): void {
    // All verdicts before any of it is done.
    const now = [...this.ended];
    const kept = run.variants.map(({ product }) => touched(product) || this.#soldByOthers(run, product));
    for (const [n, { product, ended }] of run.variants.entries()) {
      if (now[product] !== ended || (!ended && kept[n])) continue;
      const [from, to] = ended ? (["suppressed", "live"] as const) : (["live", "suppressed"] as const);
      this.move(run.connection, { from, to, product });
      this.#held[product] = ended;
      this.#end(product, { run: undo, ended: !ended });
    }
  }

  #soldByOthers({ connection }: Run, product: number): boolean {
    return this.#links.some((links, other) => other !== connection && links[product] === "live");
  }
}
