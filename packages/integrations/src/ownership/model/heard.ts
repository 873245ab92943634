import { Members } from "./members.ts";
import { contentOf, type Link, type Read, type Run, type SourceState } from "./parts.ts";
import { placeAt, type Word } from "./places.ts";
import { Variants } from "./variants.ts";

/** What each connection last said of each product, and whether its record still counts. */
export class Heard {
  readonly links: (Link | null)[][];
  readonly variants: Variants;
  readonly members: Members;
  /** Whether the second record of a style leads: the product's fields are its to write. */
  readonly #memberLeads: boolean[][];

  constructor(products: number) {
    this.links = [0, 1, 2].map(() => Array.from({ length: products }, () => null));
    this.variants = new Variants(products);
    this.members = new Members(products);
    this.#memberLeads = this.links.map((links) => links.map(() => false));
  }

  link(connection: number | null, product: number): Link | null {
    return connection === null ? null : (this.links[connection]?.[product] ?? null);
  }

  live(connection: number | null, product: number): Link | null {
    const link = this.link(connection, product);
    return link?.state === "live" ? link : null;
  }

  /** What is stored of a record, as a replay merges it: whether it had more variants is not known. */
  stored(connection: number, product: number): Omit<Read, "product" | "run"> {
    const said = [...(this.link(connection, product)?.said ?? [])];
    const lists = this.variants.isLive(connection, product);
    const content = `stored ${contentOf({ said, lists })}`;
    return { said, lists: lists || undefined, content, broken: false };
  }

  hear(connection: number, product: number, anew: Omit<Link, "state">): void {
    const links = this.links[connection];
    if (links) links[product] = { ...anew, state: "live" };
  }

  memberLeads(connection: number, product: number): boolean {
    return this.#memberLeads[connection]?.[product] ?? false;
  }

  /** @returns true where a record that is merged leads: unless the other does, which may be yet to be read */
  leads(connection: number, product: number, { isMember }: { isMember: boolean }): boolean {
    const other = isMember ? this.link(connection, product)?.state : this.members.state(connection, product);
    const isHeld = other === "live" || other === "disconnected";
    if (!isHeld) this.#lead(connection, product, isMember);
    return this.memberLeads(connection, product) === isMember;
  }

  #lead(connection: number, product: number, isMember: boolean): void {
    const leads = this.#memberLeads[connection];
    if (leads) leads[product] = isMember;
  }

  /** Where the record that led is not live any more the other one leads, if that is. @returns true where it does */
  promote(connection: number, product: number): boolean {
    const isMember = !this.memberLeads(connection, product);
    const states = [this.link(connection, product)?.state, this.members.state(connection, product)];
    const [heir, former] = isMember ? states.reverse() : states;
    if (heir !== "live" || former === "live") return false;
    this.#lead(connection, product, isMember);
    const link = this.link(connection, product);
    if (isMember) this.members.isDue(connection, product);
    else if (link) link.merged.clean = false;
    return true;
  }

  /** What was last said there, whether it counts or not. */
  said(connection: number, product: number, place: number): Word {
    if (!placeAt(place).ofVariant && this.memberLeads(connection, product))
      return this.members.said(connection, product, place);
    return this.link(connection, product)?.said[place];
  }

  /** True where any record of it still counts. */
  isLive(connection: number, product: number): boolean {
    return this.live(connection, product) !== null || this.members.state(connection, product) === "live";
  }

  /** What a connection says by the live record that leads; of a variant, where its own record lists it. */
  word(connection: number | null, product: number, place: number): Word {
    if (connection === null) return undefined;
    if (!placeAt(place).ofVariant)
      return this.memberLeads(connection, product)
        ? this.members.word(connection, product, place)
        : this.live(connection, product)?.said[place];
    if (!this.variants.isLive(connection, product)) return undefined;
    return this.link(connection, product)?.said[place];
  }

  /**
   * A style that rests takes nobody new, and one whose only record is gone would be another product; where a
   * record calls itself of another style, so might a new one be of another product.
   */
  mayJoin(connection: number, product: number, sources: readonly (SourceState | null)[]): boolean {
    if (this.members.state(connection, product) !== null) return true;
    if (sources.some((source) => source?.moved.record || source?.moved.member)) return false;
    const state = this.link(connection, product)?.state;
    return state === "live" || (state !== "suppressed" && !sources[product]?.away);
  }

  /** @returns true where a full read that did not see the record ends it */
  end(connection: number, product: number): boolean {
    const link = this.link(connection, product);
    if (link?.state !== "live" && link?.state !== "disconnected") return false;
    link.state = "gone";
    return true;
  }

  isSold(product: number): boolean {
    return this.links.some((links) => links[product]?.state === "live") || this.members.isSold(product);
  }

  disconnect(connection: number): void {
    for (const link of this.links[connection] ?? []) if (link?.state === "live") link.state = "disconnected";
    this.variants.move(connection, { from: "live", to: "disconnected" });
    this.members.disconnect(connection);
  }

  /** @returns products that have another record, or one less, since */
  undoLinks(run: Run, undo: Run, later: readonly Run[]): number[] {
    this.members.undo(run, undo, later);
    for (const product of run.linked)
      if (this.#set(run.connection, { product, from: "live", to: "suppressed" })) undo.unlinked.push(product);
    for (const product of run.unlinked)
      if (this.#set(run.connection, { product, from: "suppressed", to: "live" })) undo.linked.push(product);
    const touched = [...run.linked, ...run.unlinked, ...run.joined, ...run.parted];
    for (const product of touched) this.promote(run.connection, product);
    return touched;
  }

  #set(connection: number, move: { product: number; from: Link["state"]; to: Link["state"] }): boolean {
    const link = this.link(connection, move.product);
    if (link?.state !== move.from) return false;
    link.state = move.to;
    this.variants.move(connection, move);
    return true;
  }

  /** By connection: links of the products, and of their variants. */
  states(): (string | null)[][] {
    return this.links.flatMap((links, connection) => {
      const [members = [], extras = []] = this.members.states(connection);
      const shown = (state: string | null | undefined, leads: boolean) =>
        state === "live" && leads ? "live, leads" : (state ?? null);
      const isLed = (product: number) => this.memberLeads(connection, product);
      return [
        links.map((link, product) => shown(link?.state, !isLed(product))),
        this.variants.states(connection),
        members.map((state, product) => shown(state, isLed(product))),
        extras,
      ];
    });
  }
}
