import { isSet, itemsOf, PLACES, placeAt, shown } from "./places.ts";

/** Who asserts items of a set: a connection by its number, or people. */
export type Asserter = number | "people";

/** What stands in the products: one value in each place, and of a set what each asserter brought. */
export class Cells {
  readonly #values = new Map<string, string>();
  readonly #sets = new Map<string, Map<Asserter, string>>();

  #asserters(product: number, place: number): Map<Asserter, string> {
    const at = `${product} ${place}`;
    const held = this.#sets.get(at) ?? new Map<Asserter, string>();
    this.#sets.set(at, held);
    return held;
  }

  /** What stands there; of a set all items, whoever asserts them. */
  at(product: number, place: number): string | null {
    if (isSet(place)) return itemsOf([...this.#asserters(product, place).values()]);
    return this.#values.get(`${product} ${place}`) ?? null;
  }

  /** The part of it that this one may write. */
  own(product: number, place: number, by: Asserter): string | null {
    return isSet(place) ? (this.#asserters(product, place).get(by) ?? null) : this.at(product, place);
  }

  put(product: number, place: number, { by, value }: { by: Asserter; value: string | null }): void {
    const at = `${product} ${place}`;
    if (isSet(place)) {
      if (value === null) this.#asserters(product, place).delete(by);
      else this.#asserters(product, place).set(by, value);
    } else if (value === null) this.#values.delete(at);
    else this.#values.set(at, value);
  }

  /** From now on this connection stands behind what others brought; people stay behind theirs. */
  takeOver(product: number, place: number, by: number): void {
    const asserters = this.#asserters(product, place);
    const others = [...asserters].filter(([other]) => other !== by && other !== "people");
    for (const [other] of others) asserters.delete(other);
    const items = itemsOf([asserters.get(by) ?? "", ...others.map(([, theirs]) => theirs)]);
    this.put(product, place, { by, value: items });
  }

  /** People put a set in place of what is there: an item that somebody asserts already keeps its asserters. */
  type(product: number, place: number, value: string): void {
    if (isSet(place)) this.#typeSet(product, place, value);
    else this.put(product, place, { by: "people", value });
  }

  #typeSet(product: number, place: number, value: string): void {
    const asserters = this.#asserters(product, place);
    const before = this.at(product, place) ?? "";
    for (const [by, items] of [...asserters]) {
      const kept = [...items].filter((item) => value.includes(item));
      this.put(product, place, { by, value: itemsOf(kept) });
    }
    const added = [...value].filter((item) => !before.includes(item));
    const own = this.own(product, place, "people") ?? "";
    this.put(product, place, { by: "people", value: itemsOf([own, ...added]) });
  }

  /** All places of a product as its page shows them. */
  shown(product: number, names: readonly string[]): (string | null)[] {
    return PLACES.map((_, place) => {
      if (!isSet(place)) return shown(placeAt(place), this.at(product, place));
      const rows = [...this.#asserters(product, place)].flatMap(([by, items]) =>
        [...items].map((item) => `${item} by ${by === "people" ? by : names[by]}`),
      );
      return rows.sort().join() || null;
    });
  }
}
