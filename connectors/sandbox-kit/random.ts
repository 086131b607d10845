/** A repeatable source of chance: the same seed gives the same demo data on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole number, both bounds included. */
  integer(minimum: number, maximum: number): number;
  /** True in `share` of the calls, 0 to 1. */
  chance(share: number): boolean;
  pick<T>(values: readonly T[]): T;
  /** One of the keys, each as often as its weight says. */
  weighted<T>(values: readonly (readonly [T, number])[]): T;
}

/** Mulberry32: 32 bits of state, plenty for demo data, not for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  function integer(minimum: number, maximum: number): number {
    return minimum + Math.floor(next() * (maximum - minimum + 1));
  }

  function pick<T>(values: readonly T[]): T {
    const value = values[integer(0, values.length - 1)];
    if (value === undefined) throw new RangeError("pick needs at least one value");
    return value;
  }

  function weighted<T>(values: readonly (readonly [T, number])[]): T {
    let left = next() * values.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of values) {
      left -= weight;
      if (left < 0) return value;
    }
    return pick(values)[0];
  }

  return { next, integer, chance: (share) => next() < share, pick, weighted };
}
