import type { Random } from "@/engine/mapping/testing/random";
import type { Json } from "@/lib/core/json";

export const NAMES = ["a", "b", "c", "lines", "kind", "price"] as const;
const TEXTS = ["", "x", "1", "-2.5", "yes", "été", "👍 b", "a,b, c", " y  z ", "2024-03-26T12:00:00Z", "taxes", "20.00"] as const;
const NUMBERS = [0, 1, 2, 3, -1, 2.5, 0.1, 100, 1e21, -0.5, 1_711_450_800_000] as const;

export function randomScalar(random: Random): Json {
  return random.way<Json>([
    [6, () => random.pick(TEXTS)],
    [6, () => random.pick(NUMBERS)],
    [2, () => random.chance(0.5)],
    [1, () => null],
  ]);
}

/** A record: objects in lists in objects, and now and then what nobody expects. */
export function randomData(random: Random, depth = 4): Json {
  if (depth === 0) return randomScalar(random);
  return random.way<Json>([
    [3, () => randomScalar(random)],
    [3, () => random.list(0, 3, () => randomData(random, depth - 1))],
    [2, () => random.list(1, 4, () => randomObject(random, depth - 1))],
    [7, () => randomObject(random, depth - 1)],
  ]);
}

function randomObject(random: Random, depth: number): Json {
  const fields = random.list(0, 4, (): [string, Json] => [randomName(random), randomData(random, depth)]);
  // As JSON.parse makes them: `__proto__` is a field like any other.
  return JSON.parse(`{${fields.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(",")}}`);
}

function randomName(random: Random): string {
  if (random.chance(0.97)) return random.pick(NAMES);
  return random.pick(["__proto__", "constructor", "length", "10", "2", "_jsonata_lambda", "sequence", "then"]);
}
