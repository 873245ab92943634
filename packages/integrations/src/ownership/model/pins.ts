import { PLACES, placeAt } from "./places.ts";

interface At {
  product: number;
  place: number;
}

/** Which places are pinned. */
export class Pins {
  /** By place, with whether time will lift it. */
  readonly #pins = new Map<string, { expires: boolean }>();

  set({ product, place }: At, expires: boolean): void {
    this.#pins.set(`${product} ${place}`, { expires });
  }

  lift({ product, place }: At): void {
    this.#pins.delete(`${product} ${place}`);
  }

  has({ product, place }: At): boolean {
    return this.#pins.has(`${product} ${place}`);
  }

  /** True where any place of the product is pinned; or of its variant alone. */
  hold(product: number, what: "product" | "variant"): boolean {
    const counts = (place: number) => what === "product" || placeAt(place).ofVariant;
    return PLACES.some((_, place) => counts(place) && this.has({ product, place }));
  }

  /** Those that time lifts. */
  expiring(): At[] {
    return [...this.#pins].flatMap(([at, { expires }]) => {
      const [product = 0, place = 0] = at.split(" ").map(Number);
      return expires ? [{ product, place }] : [];
    });
  }
}
