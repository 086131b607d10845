import { wideExpression } from "@/engine/mapping/testing/grammar-wide";
import type { Random } from "@/engine/mapping/testing/random";
import { NAMES } from "@/engine/mapping/testing/random-data";

const VARIABLES = ["$v", "$w", "$u"] as const;
const BINARY = ["=", "!=", "<", "<=", ">", ">=", "&", "+", "-", "*", "/", "%", "and", "or", "in"] as const;
const ONE = [
  ...["string", "length", "uppercase", "lowercase", "trim", "number", "floor", "ceil", "abs", "round", "sqrt", "boolean", "not"],
  ...["exists", "count", "sum", "max", "min", "average", "keys", "spread", "merge", "reverse", "type", "sort", "distinct"],
  ...["join", "toMillis", "fromMillis", "clone", "base64encode", "encodeUrlComponent", "total", "slug", "roundTo", "digits"],
  ...["firstFilled", "stripAccents", "single", "zip", "formatBase", "fromEpoch", "toEpoch"],
] as const;
const TWO = [
  ...["substring", "substringBefore", "substringAfter", "contains", "split", "join", "append", "lookup", "power", "round"],
  ...["pad", "formatNumber", "zip", "add", "multiply", "firstFilled", "joinFilled", "truncate", "formatInteger", "divide"],
] as const;
const LITERALS = [
  '"x"',
  '"1"',
  '""',
  '"a"',
  '"lines"',
  '"#,##0.00"',
  "0",
  "1",
  "2",
  "-1",
  "2.5",
  "true",
  "false",
  "null",
] as const;
const PATTERNS = [
  "/x/",
  "/[a-z]+/",
  "/,\\s*/",
  "/(a)(b)?/i",
  "/^y/",
  "/\\d{1,2}/",
  "/(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)?/",
  "/(.)(.)?(.)?(.)?(.)?(.)?(.)?(.)?(.)?(.)?(.)?/",
] as const;

/** Random expressions of JSONata, most of which mean something. Variables may be bound, or not. */
export class Grammar {
  constructor(readonly random: Random) {}

  expression(depth: number): string {
    const { random } = this;
    if (depth <= 0) return this.leaf();
    const next = () => this.expression(depth - 1);
    return random.way([
      [4, () => this.leaf()],
      [8, () => this.path(depth)],
      [4, () => `(${next()} ${random.pick(BINARY)} ${next()})`],
      [2, () => this.condition(next)],
      [2, () => this.list(next)],
      [3, () => this.object(next)],
      [4, () => this.call(depth)],
      [3, () => this.higherOrder(depth)],
      [2, () => this.block(depth)],
      [1, () => this.apply(depth)],
      [1, () => this.regex(next)],
      [1, () => `$map("taxes", ${next()}${random.chance(0.7) ? ', "none"' : ""})`],
      [0.4, () => `-${this.atom(depth)}`],
      [0.5, () => this.rare(next)],
      [6, () => this.wide(depth)],
    ]);
  }

  leaf(): string {
    const { random } = this;
    return random.way([
      [6, () => this.name()],
      [3, () => random.pick(LITERALS)],
      [2, () => "$"],
      [1, () => "$$"],
      [3, () => random.pick(VARIABLES)],
      [1, () => random.pick(["$settings.a", "$settings", "$links.b.a", "$item.key"])],
    ]);
  }

  name(): string {
    const { random } = this;
    return random.chance(0.97)
      ? random.pick(NAMES)
      : random.pick(["`10`", "`__proto__`", "`length`", '"a"', "`then`", "`sequence`"]);
  }

  /** Something that filters, dots and brackets may follow. */
  atom(depth: number): string {
    return this.random.way([
      [6, () => this.name()],
      [2, () => `(${this.expression(depth - 1)})`],
      [1, () => this.call(depth)],
      [1, () => this.random.pick(["$", "$$", "$v", "$settings", "*", "**"])],
      [1, () => this.list(() => this.expression(depth - 1))],
    ]);
  }

  path(depth: number): string {
    const { random } = this;
    let text = this.atom(depth) + this.suffix(depth);
    for (let steps = random.below(4); steps > 0; steps -= 1) {
      text += `.${random.way([
        [8, () => this.name()],
        [1, () => random.pick(["*", "**", "$", "$v", '"b"'])],
        [1, () => `(${this.expression(depth - 1)})`],
        [1, () => this.call(depth - 1)],
        [1, () => this.object(() => this.expression(depth - 1))],
        [1, () => this.list(() => this.expression(depth - 1))],
      ])}${this.suffix(depth)}`;
    }
    return text;
  }

  suffix(depth: number): string {
    const { random } = this;
    const one = random.way([
      [10, () => ""],
      [2, () => `[${random.pick(["0", "1", "-1", "1.5", "5"])}]`],
      [1, () => "[]"],
      [2, () => `[${this.expression(Math.min(1, depth - 1))}]`],
      [1, () => `[${this.name()} ${random.pick(["=", "!=", ">", "in"])} ${this.leaf()}]`],
      [0.6, () => `^(${random.pick(["", "<", ">"])}${this.path(0)}${random.chance(0.3) ? `, ${this.leaf()}` : ""})`],
      [0.5, () => `{${random.pick(["kind", "a", '"k"', "$string(a)"])}: ${this.expression(Math.min(1, depth - 1))}}`],
    ]);
    return one !== "" && random.chance(0.25) ? one + this.suffix(depth) : one;
  }

  condition(next: () => string): string {
    return this.random.way([
      [5, () => `(${next()} ? ${next()} : ${next()})`],
      [1, () => `(${next()} ? ${next()})`],
      [1, () => `(${next()} ?? ${next()})`],
      [1, () => `(${next()} ?: ${next()})`],
    ]);
  }

  list(next: () => string): string {
    const { random } = this;
    if (random.chance(0.1)) return `[${random.pick(["0", "1", "a", "-2"])}..${random.pick(["0", "1", "3", "b"])}]`;
    return `[${random.list(0, 3, next).join(", ")}]`;
  }

  object(next: () => string): string {
    const { random } = this;
    const key = () => (random.chance(0.8) ? random.pick(['"p"', '"q"', '"r"', '"2"', '"1"', '"__proto__"']) : next());
    return `{${random.list(0, 3, () => `${key()}: ${next()}`).join(", ")}}`;
  }

  call(depth: number): string {
    const { random } = this;
    const next = () => this.expression(depth - 1);
    return random.way([
      [6, () => `$${random.pick(ONE)}(${next()})`],
      [4, () => `$${random.pick(TWO)}(${next()}, ${next()})`],
      [1, () => `$substring(${next()}, ${random.below(4) - 2}, ${random.below(3)})`],
      [1, () => `$replace(${next()}, "a", ${next()})`],
      [0.5, () => `$${random.pick(ONE)}()`],
      [1, () => `${random.pick(VARIABLES)}(${next()})`],
      [0.3, () => `$${random.pick([...ONE, ...TWO])}(${next()}, ${next()}, ${next()})`],
    ]);
  }

  lambda(depth: number): string {
    const { random } = this;
    const parameters = random.list(random.chance(0.95) ? 1 : 0, 3, () => "").map((_, index) => VARIABLES[index] ?? "$u");
    const signature = random.chance(0.08) ? random.pick(["<x-:x>", "<n:n>", "<s-n?:s>", "<a<n>:n>", "<xx?:x>"]) : "";
    return `function(${parameters.join(", ")})${signature}{${this.expression(depth - 1)}}`;
  }

  higherOrder(depth: number): string {
    const { random } = this;
    const over = this.path(depth - 1);
    const fn = random.way([
      [6, () => this.lambda(depth)],
      [1, () => random.pick(["$string", "$uppercase", "$sum", "$type", "$not", "$total", "$exists"])],
      [1, () => random.pick(VARIABLES)],
    ]);
    return random.way([
      [3, () => `$map(${over}, ${fn})`],
      [3, () => `$filter(${over}, ${fn})`],
      [1, () => `$single(${over}, ${fn})`],
      [
        1,
        () => `$reduce(${over}, function($v, $w){${this.expression(depth - 1)}}${random.chance(0.5) ? `, ${this.leaf()}` : ""})`,
      ],
      [1, () => `$sort(${over}, function($v, $w){${random.pick(["$v > $w", "$v.a > $w.a", "$v.price < $w.price"])}})`],
      [1, () => `$each(${over}, ${fn})`],
      [1, () => `$sift(${over}, ${fn})`],
      [1, () => `${this.lambda(depth)}(${over})`],
    ]);
  }

  block(depth: number): string {
    const { random } = this;
    const bindings = random.list(0, 2, () => {
      const value = random.chance(0.3) ? this.lambda(depth) : this.expression(depth - 1);
      return `${random.pick(VARIABLES)} := ${value}`;
    });
    return `(${[...bindings, ...random.list(random.chance(0.98) ? 1 : 0, 1, () => this.expression(depth - 1))].join("; ")})`;
  }

  apply(depth: number): string {
    const { random } = this;
    const left = this.path(depth - 1);
    return random.way([
      [2, () => `(${left} ~> $${random.pick(ONE)})`],
      [2, () => `(${left} ~> $${random.pick(TWO)}(${this.expression(depth - 1)}))`],
      [1, () => `(${left} ~> ${this.lambda(depth)})`],
      [1, () => `(${left} ~> $filter(${this.lambda(depth)}))[]`],
      [1, () => `(${left} ~> ${random.pick(VARIABLES)})`],
    ]);
  }

  regex(next: () => string): string {
    const { random } = this;
    const pattern = random.pick(PATTERNS);
    return random.way([
      [1, () => `$contains(${next()}, ${pattern})`],
      [1, () => `$match(${next()}, ${pattern}${random.chance(0.3) ? ", 1" : ""})`],
      [
        1,
        () => `$replace(${next()}, ${pattern}, ${random.pick(['"-"', '"<$1>"', '"$0$2$$"', '"$x$"', '"$12"', '"$01"', next()])})`,
      ],
      [1, () => `$split(${next()}, ${pattern}${random.chance(0.3) ? `, ${random.pick(["1", "0", "1.5"])}` : ""})`],
    ]);
  }

  wide(depth: number): string {
    const next = () => this.expression(depth - 1);
    const path = () => this.path(depth - 1);
    return wideExpression(this.random, { next, path, name: () => this.name(), lambda: () => this.lambda(depth) });
  }

  /** What is left to JSONata: to see that nothing of it is compiled by mistake. */
  rare(next: () => string): string {
    const { random } = this;
    return random.pick([
      `lines@$v.{"p": $v, "q": ${next()}}`,
      `lines#$v[$v < 2].(${next()})`,
      `lines.kind.%.(${next()})`,
      `$append(?, ${next()})(${next()})`,
      `($ ~> |lines|{"p": ${next()}}|)`,
      `[$v := ${next()}, $v]`,
      `{"p": ($v := ${next()}), "q": $v}`,
      `$eval("1 + 1")`,
      `(${next()}; $f := function($n){$n > 3 ? $n : $f($n + 1)}; $f(0))`,
    ]);
  }
}
