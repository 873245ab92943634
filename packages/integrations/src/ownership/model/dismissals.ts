import type { Model } from "./model.ts";
import type { Contradiction } from "./parts.ts";
import { sameWord, type Word } from "./places.ts";

/** What connections said when somebody chose not to hear it again. */
export class Dismissals {
  readonly #said = new Map<string, Word>();
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  /** True until the connection says something else. */
  has(conflict: Contradiction): boolean {
    const at = JSON.stringify(conflict);
    return this.#said.has(at) && sameWord(conflict.place, this.#model.said(conflict), this.#said.get(at));
  }

  /** Dismisses it, or takes that back. */
  toggle(conflict: Contradiction): void {
    const at = JSON.stringify(conflict);
    if (this.has(conflict)) this.#said.delete(at);
    else this.#said.set(at, this.#model.said(conflict));
  }

  /** A conflict that closed is over; the next one is another. */
  forgetClosed(): void {
    for (const at of [...this.#said.keys()])
      if (!this.#model.contradicts(JSON.parse(at))) this.#said.delete(at);
  }
}
