import { emptyRun, type Link, type Run } from "./parts.ts";
import type { Word } from "./places.ts";
import { Variants } from "./variants.ts";

interface Said {
  said: Word[];
  /** True where it calls itself of the other product's style. */
  moved: boolean;
}

interface Member extends Said {
  state: Link["state"];
  /** The ownership version of its last merge; none where it has to be merged anew. */
  version: number | null;
}

/**
 * The second record of a style at each source: it joins the product of the first one by their group, brings a
 * variant of its own, and writes nothing else, unless it leads.
 */
export class Members {
  readonly #links: (Member | null)[][];
  /** The variant that each connection's member brings. */
  readonly #extras: Variants[];

  constructor(products: number) {
    this.#links = [0, 1, 2].map(() => Array.from({ length: products }, () => null));
    this.#extras = [0, 1, 2].map(() => new Variants(products));
  }

  state(connection: number, product: number): Link["state"] | null {
    return this.#links[connection]?.[product]?.state ?? null;
  }

  /** What it says of the product, where it counts. */
  word(connection: number, product: number, place: number): Word {
    return this.state(connection, product) === "live" ? this.said(connection, product, place) : undefined;
  }

  /** What it last said, whether that counts or not. */
  said(connection: number, product: number, place: number): Word {
    return this.#links[connection]?.[product]?.said[place];
  }

  /** The next run that comes to it merges it, also where it says the same. */
  isDue(connection: number, product: number): void {
    const link = this.#links[connection]?.[product];
    if (link) link.version = null;
  }

  isSold(product: number): boolean {
    return this.#links.some((links) => links[product]?.state === "live");
  }

  /** By connection: links of the members, and of the variants that they bring. */
  states(connection: number): (string | null)[][] {
    const links = (this.#links[connection] ?? []).map((link) => link?.state ?? null);
    return [links, this.#extras[connection]?.states(connection) ?? []];
  }

  /** Variants of a product that members have brought. */
  shown(product: number): string {
    return this.#extras
      .flatMap((extras, connection) => {
        const isThere = extras.states(connection)[product] !== null;
        return isThere ? [`X${connection}${product} ${extras.ended[product] ? "ended" : "there"}`] : [];
      })
      .join();
  }

  /** @returns false where there is nothing to merge */
  merge(run: Run, { product, ...anew }: { product: number; version: number } & Said): boolean {
    const { connection } = run;
    const link = this.#links[connection]?.[product];
    const isSame = link?.moved === anew.moved && link.said.every((word, place) => word === anew.said[place]);
    if (isSame && link?.state === "suppressed") return false;
    if (isSame && link?.state === "live" && link.version === anew.version) return false;
    if (!link) run.joined.push(product);
    const links = this.#links[connection];
    if (links) links[product] = { ...anew, state: "live" };
    const extras = this.#extras[connection];
    if (extras?.states(connection)[product] === null) run.extras.push({ product, ended: false });
    this.#told(run, (part) =>
      extras?.hear(part, { product, lists: true, isKnown: Boolean(link), pinned: false }),
    );
    return true;
  }

  /** What happens to a member's variant is kept apart from what happens to the product's own. */
  #told(run: Run, act: (part: Run) => void): void {
    const part = { ...emptyRun(run.id, run.connection), variants: run.extras };
    act(part);
  }

  /** @returns true where a full read that did not see it ends it */
  end(connection: number, product: number): boolean {
    const link = this.#links[connection]?.[product];
    if (link?.state !== "live" && link?.state !== "disconnected") return false;
    link.state = "gone";
    return true;
  }

  retire(run: Run, product: number, sold: boolean): void {
    this.#told(run, (part) => this.#extras[run.connection]?.retire(part, { product, sold, pinned: false }));
  }

  disconnect(connection: number): void {
    for (const link of this.#links[connection] ?? []) if (link?.state === "live") link.state = "disconnected";
    this.#extras[connection]?.move(connection, { from: "live", to: "disconnected" });
  }

  undo(run: Run, undo: Run, later: readonly Run[]): void {
    const changed = later.filter(({ connection }) => connection === run.connection);
    const touched = (product: number) =>
      changed.some(({ extras }) => extras.some((extra) => extra.product === product));
    const extras = this.#extras[run.connection];
    const verdicts = run.extras.map(({ product }) => touched(product));
    const now = [...(extras?.ended ?? [])];
    for (const product of run.joined)
      if (this.#set(run.connection, { product, from: "live", to: "suppressed" })) undo.parted.push(product);
    for (const product of run.parted)
      if (this.#set(run.connection, { product, from: "suppressed", to: "live" })) undo.joined.push(product);
    const left = run.extras.filter(
      ({ product, ended }, n) => now[product] === ended && (ended || !verdicts[n]),
    );
    const part = { ...emptyRun(run.id, run.connection), variants: left };
    this.#told(undo, (told) => extras?.undo(part, told, () => false));
  }

  #set(connection: number, move: { product: number; from: Link["state"]; to: Link["state"] }): boolean {
    const link = this.#links[connection]?.[move.product];
    if (link?.state !== move.from) return false;
    link.state = move.to;
    this.#extras[connection]?.move(connection, move);
    return true;
  }
}
