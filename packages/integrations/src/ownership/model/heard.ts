import { Members } from "./members.ts";
import { contentOf, type Link, type Read } from "./parts.ts";
import { placeAt, type Word } from "./places.ts";
import { Variants } from "./variants.ts";

/** What each connection last said of each product, and whether its record still counts. */
export class Heard {
  readonly links: (Link | null)[][];
  readonly variants: Variants;
  readonly members: Members;

  constructor(products: number) {
    this.links = [0, 1, 2].map(() => Array.from({ length: products }, () => null));
    this.variants = new Variants(products);
    this.members = new Members(products);
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

  /** What a connection says by a live record; of a variant, where that lists it. */
  word(connection: number | null, product: number, place: number): Word {
    if (!placeAt(place).ofVariant) return this.live(connection, product)?.said[place];
    if (!this.variants.isLive(connection, product)) return undefined;
    return this.link(connection, product)?.said[place];
  }

  /** A style that rests takes nobody new. */
  mayJoin(connection: number, product: number): boolean {
    const rests = this.link(connection, product)?.state === "suppressed";
    return !rests || this.members.state(connection, product) !== null;
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

  /** By connection: links of the products, and of their variants. */
  states(): (string | null)[][] {
    return this.links.flatMap((links, connection) => [
      links.map((link) => link?.state ?? null),
      this.variants.states(connection),
      ...this.members.states(connection),
    ]);
  }
}
