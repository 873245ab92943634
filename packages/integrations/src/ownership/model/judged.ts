import type { FieldKey } from "@v1/core";
import { PLACES } from "./places.ts";

/** Places whose conflicts the last step judged, as `<product> <place>`. */
export class Judged extends Set<string> {
  /** All fields of a product, or one on both levels. */
  mark(product: number, field?: FieldKey): void {
    for (const [place, at] of PLACES.entries())
      if (!field || at.field === field) this.add(`${product} ${place}`);
  }
}
