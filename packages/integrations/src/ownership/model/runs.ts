import type { Run } from "./parts.ts";
import { placeAt } from "./places.ts";

/** What has happened so far, in its order. */
export class Runs {
  readonly told: Run[] = [];
  /** Products whose variant people have done something with. */
  readonly #touched = new Set<number>();

  touch(product: number, place: number): void {
    if (placeAt(place).ofVariant) this.#touched.add(product);
  }

  isUndone(run: Run): boolean {
    return this.told.some((other) => other.undoes === run && !this.isUndone(other));
  }

  /** What people did with a variant may have been overwritten since: such runs are left to tests of their own. */
  mayUndo(run: Run): boolean {
    const isOpen = !run.variants.some(({ product, ended }) => !ended && this.#touched.has(product));
    return isOpen && !this.isUndone(run);
  }

  after(run: Run): Run[] {
    return this.told.slice(this.told.indexOf(run) + 1);
  }

  /** A later run, or somebody, has done something with the product's variant. */
  changedSince(run: Run, product: number): boolean {
    const changes = this.after(run).flatMap((other) => [
      ...other.variants,
      ...other.changes.filter(({ place }) => placeAt(place).ofVariant),
    ]);
    return this.#touched.has(product) || changes.some((change) => change.product === product);
  }
}
