const FIRST_CAPACITY = 1 << 14;
const TWO_TO_32 = 4_294_967_296;

/**
 * Shopify's numeric ids → ordinals, in typed arrays with open addressing: some 24 bytes an entry at
 * half load, where a Map of strings takes over 150. Ids are whole numbers below 2^53.
 */
export class GidIndex {
  #high = new Uint32Array(FIRST_CAPACITY);
  #low = new Uint32Array(FIRST_CAPACITY);
  /** The ordinal plus one; 0 marks a free slot. */
  #ordinals = new Uint32Array(FIRST_CAPACITY);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The id's ordinal; a new id takes the next one. */
  add(id: number): number {
    if (this.#size * 2 >= this.#ordinals.length) this.#grow();
    const slot = this.#slot(id);
    const known = this.#ordinals[slot] ?? 0;
    if (known > 0) return known - 1;
    this.#size += 1;
    this.#put(slot, id, this.#size);
    return this.#size - 1;
  }

  /** The id's ordinal, or -1. */
  find(id: number): number {
    return (this.#ordinals[this.#slot(id)] ?? 0) - 1;
  }

  #put(slot: number, id: number, ordinal: number): void {
    this.#high[slot] = Math.floor(id / TWO_TO_32);
    this.#low[slot] = id >>> 0;
    this.#ordinals[slot] = ordinal;
  }

  #slot(id: number): number {
    const mask = this.#ordinals.length - 1;
    const high = Math.floor(id / TWO_TO_32);
    const low = id >>> 0;
    let slot = scramble(high, low) & mask;
    while (this.#ordinals[slot] !== 0 && (this.#low[slot] !== low || this.#high[slot] !== high)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    const [high, low, ordinals] = [this.#high, this.#low, this.#ordinals];
    this.#high = new Uint32Array(high.length * 2);
    this.#low = new Uint32Array(high.length * 2);
    this.#ordinals = new Uint32Array(high.length * 2);
    for (let i = 0; i < ordinals.length; i += 1) {
      const ordinal = ordinals[i] ?? 0;
      if (ordinal === 0) continue;
      const id = (high[i] ?? 0) * TWO_TO_32 + (low[i] ?? 0);
      this.#put(this.#slot(id), id, ordinal);
    }
  }
}

/** Ids come in steps; unscrambled they would fill the table in runs. */
function scramble(high: number, low: number): number {
  let hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  return (hash ^ (hash >>> 13)) >>> 0;
}
