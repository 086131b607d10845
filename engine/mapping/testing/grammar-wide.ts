import {
  BUILT_INS,
  DATE_PICTURES,
  INTEGER_PICTURES,
  NUMBER_PICTURES,
  NUMBERS,
  REGEXES,
  SIGNATURES,
  TEXTS,
  ZONES,
} from "@/engine/mapping/testing/grammar-pieces";
import type { Random } from "@/engine/mapping/testing/random";

/** What the rest of a grammar gives: any expression, a name, a path, a function. */
export interface Parts {
  readonly next: () => string;
  readonly name: () => string;
  readonly path: () => string;
  readonly lambda: () => string;
}

type Way = (random: Random, parts: Parts) => string;

const some = (random: Random, { next, path }: Parts): string =>
  random.way([
    [3, () => random.pick(TEXTS)],
    [3, () => random.pick(NUMBERS)],
    [3, path],
    [2, next],
    [1, () => random.pick(["null", "true", "[]", "{}", "$sum", "/x/", "nothing", '[1,"a"]', "[[1],[2]]", '{"a":1,"b":[1,2]}'])],
  ]);

const anyCall: Way = (random, parts) =>
  `$${random.pick(BUILT_INS)}(${random.list(0, 4, () => (random.chance(0.15) ? parts.lambda() : some(random, parts))).join(", ")})`;

const WAYS: readonly (readonly [number, Way])[] = [
  [6, anyCall],
  [2, (random, parts) => `$formatNumber(${some(random, parts)}, ${random.pick(NUMBER_PICTURES)}${options(random)})`],
  [2, (random, parts) => `$formatInteger(${some(random, parts)}, ${random.pick(INTEGER_PICTURES)})`],
  [1, (random, parts) => `$parseInteger(${some(random, parts)}, ${random.pick(INTEGER_PICTURES)})`],
  [
    1,
    (random, parts) =>
      `$parseInteger($formatInteger(${random.pick(NUMBERS)}, ${random.pick(INTEGER_PICTURES)}), ${random.pick(INTEGER_PICTURES)}) & ${parts.name()}`,
  ],
  [2, (random, parts) => `$fromMillis(${some(random, parts)}, ${random.pick(DATE_PICTURES)}${zone(random)})`],
  [1, (random, parts) => `$toMillis(${some(random, parts)}, ${random.pick(DATE_PICTURES)})`],
  [
    1,
    (random) => `$toMillis($fromMillis(${random.pick(NUMBERS)}, ${random.pick(DATE_PICTURES)}), ${random.pick(DATE_PICTURES)})`,
  ],
  [1, (_random, parts) => `${parts.path()}@$v.${parts.name()}@$w[$v.${parts.name()} = $w].{"v": $v, "w": $w}`],
  [
    1,
    (random, parts) =>
      `${parts.path()}#$u[${random.pick(["$u=0", "$u>0", "-1", "$u % 2 = 0"])}].${random.pick(["$u", "$", `{"i": $u, "x": ${parts.name()}}`])}`,
  ],
  [
    1,
    (random, parts) =>
      `${parts.path()}.${parts.name()}.${random.pick(["%", "%.%", "%.kind", `(%.${parts.name()} & $)`, "%[a=1]"])}`,
  ],
  [
    1,
    (random, parts) =>
      `${parts.path()}^(${random.pick(["<", ">", ""])}${parts.name()}, ${random.pick(["<", ">"])}${parts.name()})${random.pick(["", "[0]", "[-1]", "[]", ".a", "#$u.$u"])}`,
  ],
  [
    1,
    (random, parts) =>
      `${parts.path()}{${parts.name()}: ${some(random, parts)}, ${random.pick(['"all"', "$string($)", parts.name()])}: ${random.pick(["$", "$count($)", "$sum(price)", parts.name()])}}`,
  ],
  [
    1,
    (random, parts) =>
      `${parts.path()} ~> |${random.pick(["$", "lines", "**", "*[a]", "lines[kind]"])}|${random.pick(['{"p": a}', "{}", '{"a": $uppercase(kind)}', "nothing", "1"])}${random.pick(["", ', "a"', ', ["kind", "b"]', ", 1"])}|`,
  ],
  [1, (random, parts) => `($f := $${random.pick(BUILT_INS)}(?, ${some(random, parts)}); $f(${some(random, parts)}))`],
  [
    1,
    (random, parts) =>
      `($f := function($v, $w, $u){[$v, $w, $u]}; $g := $f(${some(random, parts)}, ?, ?); $g(${some(random, parts)}))`,
  ],
  [
    1,
    (random, parts) =>
      `(${some(random, parts)} ~> $${random.pick(BUILT_INS)} ~> $${random.pick(BUILT_INS)}(${random.list(0, 2, () => some(random, parts)).join(", ")}))`,
  ],
  [1, (random, parts) => `($h := $${random.pick(BUILT_INS)} ~> $${random.pick(BUILT_INS)}; $h(${some(random, parts)}))`],
  [
    1,
    (random, parts) =>
      `$map(${parts.path()}, function($v, $w, $u){${random.pick(["$u[$w]", "$count($u)", "$w & $v", "[$v, $w]", "$v = $u"])}})`,
  ],
  [
    1,
    (random, parts) =>
      `$filter(${parts.path()}, function($v, $w, $u){${random.pick(["$w = 0", "$u[$w] = $v", "$w < $count($u) - 1", "$v.a"])}})`,
  ],
  [
    1,
    (random, parts) =>
      `$reduce(${parts.path()}, function($v, $w, $u, $a){${random.pick(["$v + $u", "[$v, $u]", "$count($a)", "$string($v) & $w", "$append($v, $w)"])}}${random.pick(["", ", 0", ", []", ', ""'])})`,
  ],
  [
    1,
    (random, parts) =>
      `$each(${some(random, parts)}, function($v, $w, $u){${random.pick(["$w & $v", "$u", "$w", "$keys($u)"])}})`,
  ],
  [
    1,
    (random, parts) =>
      `$sift(${some(random, parts)}, function($v, $w, $u){${random.pick(['$w = "a"', "$v", "$exists($u.b)", "$w in $keys($u)"])}})`,
  ],
  [1, (random, parts) => `$zip(${random.list(1, 3, () => some(random, parts)).join(", ")})`],
  [1, (random, parts) => `${random.pick(["$match", "$contains", "$split"])}(${some(random, parts)}, ${random.pick(REGEXES)})`],
  [
    1,
    (random, parts) =>
      `$replace(${some(random, parts)}, ${random.pick(REGEXES)}, ${random.pick(['"<$1>"', '"$$"', "function($m){$m.match & $m.start}", "$uppercase", "function($m){1}", '"$2"'])}${random.pick(["", ", 1", ", 0", ", -1"])})`,
  ],
  [1, (random, parts) => `${random.pick(TEXTS)}.${random.pick(REGEXES)}(${some(random, parts)})`],
  [
    1,
    (random, parts) =>
      `(${random.pick(REGEXES)})(${some(random, parts)})${random.pick(["", ".match", ".groups[0]", ".next().start"])}`,
  ],
  [
    2,
    (random, parts) =>
      `function($v, $w)${random.pick(SIGNATURES)}{[$v, $w]}(${random.list(0, 3, () => some(random, parts)).join(", ")})`,
  ],
  [1, (random, parts) => `${some(random, parts)}.(function($v)${random.pick(SIGNATURES)}{$v}())`],
  [
    1,
    (random, parts) =>
      `[${some(random, parts)}..${some(random, parts)}][${random.pick(["0", "-1", "[0..2]", "[1,0]", "$ > 1", "[]", '"x"'])}]`,
  ],
  [
    1,
    (random, parts) =>
      `${random.pick(["**", "*", "**.a", "*.*", "**[kind]", "*[0]", "**[-1]", "lines.**", "$.**.price"])}${random.pick(["", "[]", ".$type($)", `.${parts.name()}`, "^(a)"])}`,
  ],
  [
    1,
    (random, parts) =>
      `${parts.path()}${random.pick(["[]", "[0][]", "[[0,1]]", "[[0..1]][]", "[-2]", "[1.9]", "[-0.5]", "[$]", "[true]", "[[]]", '["a"]', "[null]"])}.${parts.name()}[]`,
  ],
  [1, (random, parts) => `(${random.pick(TEXTS)} ${random.pick(["<", ">=", "=", "&", "in", "+", "!="])} ${some(random, parts)})`],
  [1, (random, parts) => `(${random.pick(NUMBERS)} ${random.pick(["*", "/", "%", "-", "+", "<", "="])} ${some(random, parts)})`],
  [1, (random, parts) => `($sum := ${some(random, parts)}; $sum(${parts.path()}))`],
  [
    1,
    (random, parts) =>
      `($f := function($n){$n <= 0 ? ${some(random, parts)} : $f($n - 1)}; $f(${random.pick(["3", "0", "12", "a"])}))`,
  ],
  [1, (random, parts) => `($Y := function($f){$f($f)}; $Y(function($g){${some(random, parts)}}))`],
  [
    1,
    (random, parts) =>
      `$eval(${random.pick(['"a"', '"a.b + 1"', '"$v"', '"("', '"[1..3]"', parts.name()])}${random.pick(["", ", $", ", lines"])})`,
  ],
  [1, (random, parts) => `/* ${random.pick(["", "* ", "é"])} */ ${some(random, parts)}`],
  [1, (_random, parts) => `"${parts.name()}".${parts.name()}.'${parts.name()}'.\`${parts.name()}\``],
  [
    1,
    (random, parts) =>
      `{${some(random, parts)}: ${some(random, parts)}, "k": ${parts.path()}}${random.pick(["", ".k", ".*", "[k]", "{k: $}"])}`,
  ],
];

function options(random: Random): string {
  return random.chance(0.7)
    ? ""
    : `, ${random.pick(['{"decimal-separator": ",", "grouping-separator": "."}', '{"zero-digit": "\\u0660"}', '{"minus-sign": "~"}', '{"percent": "p"}', "{}"])}`;
}

function zone(random: Random): string {
  return random.chance(0.6) ? "" : `, ${random.pick(ZONES)}`;
}

/** The corners of the language: pictures, joins, parents, transforms, signatures, arguments of any kind. */
export function wideExpression(random: Random, parts: Parts): string {
  return random.way(WAYS.map(([weight, make]) => [weight, () => make(random, parts)] as const));
}
