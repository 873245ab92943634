/** A small, fast generator (mulberry32): the same seed gives the same numbers on every machine. */
export interface Random {
  /** A whole number from 0 up to, and without, `below`. */
  int(below: number): number;
  pick<T>(from: readonly T[]): T;
  /** Two different entries of a list of at least two. */
  pickTwo<T>(from: readonly T[]): [T, T];
  chance(share: number): boolean;
}

/** Numbers for one product: they depend on nothing but the seed and the product's index. */
export function randomFor(seed: number, index: number): Random {
  let state = mix(Math.imul(seed, 0x9e3779b1) ^ mix(index + 0x6d2b79f5));
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    return mixed(state);
  };
  const int = (below: number): number => Math.floor((next() / 4294967296) * below);
  return {
    int,
    pick: (from) => entry(from, int(from.length)),
    pickTwo: (from) => {
      const first = int(from.length);
      const second = (first + 1 + int(from.length - 1)) % from.length;
      return [entry(from, first), entry(from, second)];
    },
    chance: (share) => next() < share * 4294967296,
  };
}

/** An entry of a list that is known to be there. */
export function entry<T>(from: ArrayLike<T>, index: number): T {
  const found = from[index];
  if (found === undefined) throw new RangeError(`The list has no entry ${index}.`);
  return found;
}

function mixed(state: number): number {
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return (t ^ (t >>> 14)) >>> 0;
}

function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
