import { expect, it } from "vitest";
import { canonicalJson, type Json } from "@/lib/core/json";

it("equal values give equal text, whatever the order of their keys", () => {
  expect(canonicalJson({ b: 1, a: { d: [2, { f: null, e: true }], c: "x" } })).toBe(
    '{"a":{"c":"x","d":[2,{"e":true,"f":null}]},"b":1}',
  );
  expect(canonicalJson({ a: { c: "x", d: [2, { e: true, f: null }] }, b: 1 })).toBe(
    canonicalJson({ b: 1, a: { d: [2, { f: null, e: true }], c: "x" } }),
  );
});

it("keys are in code-point order, numbers among them", () => {
  expect(canonicalJson({ "9": 1, "10": 2, a: 3, Z: 4, é: 5 })).toBe('{"10":2,"9":1,"Z":4,"a":3,"é":5}');
});

it("objects with the same first key and as many keys are told apart", () => {
  expect(
    canonicalJson([
      { a: 1, z: 2 },
      { a: 1, b: 2 },
      { a: 3, z: 4 },
    ]),
  ).toBe('[{"a":1,"z":2},{"a":1,"b":2},{"a":3,"z":4}]');
});

it("what JSON escapes is escaped, in short texts and long ones", () => {
  const texts = ['"', "\\", "\n", "\u0000", "\u001f", "\u2028", "é", "😀", "\ud800", "a".repeat(100), `${"a".repeat(100)}"`];
  for (const text of texts) expect(canonicalJson(text)).toBe(JSON.stringify(text));
  expect(canonicalJson({ 'a"b': 1 })).toBe('{"a\\"b":1}');
});

it("members without a value are left out, numbers are as JSON writes them", () => {
  const value: { [key: string]: Json | undefined } = { a: undefined, b: -0, c: 1e21 };
  expect(canonicalJson(value as Json)).toBe('{"b":0,"c":1e+21}');
});
