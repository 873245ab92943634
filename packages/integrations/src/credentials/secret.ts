import { inspect } from "node:util";

const REDACTED = "[redacted]";

/**
 * Holds what must not be written anywhere by accident: logging, printing, interpolating or
 * serialising it gives "[redacted]". Only `reveal()` gives the value, where it is about to be used.
 */
export class Secret<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  reveal(): T {
    return this.#value;
  }

  toJSON(): string {
    return REDACTED;
  }

  toString(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}
