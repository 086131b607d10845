import { describe, expect, it } from "vitest";
import { explainExpression } from "@/engine/mapping/explain";

describe("explainExpression", () => {
  it.each(['lines[kind = "x"].{ "sku": sku }', "$map(lines, function($l) { $l.sku })", "$split(a, /,/)"])(
    "calls %s compiled",
    (text) => {
      expect(explainExpression(text)).toEqual({ mode: "compiled" });
    },
  );

  it.each(["$contains(a, /(x+)+y/)", "$htmlToText(description)"])("runs %s beside", (text) => {
    expect(explainExpression(text)).toEqual({ mode: "beside" });
  });

  it.each([
    ["lines.sku.%.qty", "the parent operator %"],
    ["lines@$l.sku", "the binding @"],
    ["lines#$i.sku", "the binding #"],
    ["$eval(a)", "$eval"],
    ["$substring(?, 1)", "a function applied in part (?)"],
    ["$ ~> |a|{}|", "a transform |…|…|"],
    ["[$x := 1, $x]", "a name given with := inside a list or an object"],
    ["$shuffle(a)", "$random or $shuffle"],
    ["$nothing(a)", "a function that does not exist"],
    ["($u := $uppercase; $u(a))", "a function of the library used as a value"],
    ["($r := /a/; $match(b, $r))", "a regular expression that is no argument of a function"],
    [`"${"x".repeat(20_001)}"`, "its length"],
    [`${"(".repeat(150)}1${")".repeat(150)}`, "the depth of its brackets"],
  ])("says what keeps %s from being compiled", (text, cause) => {
    expect(explainExpression(text)).toMatchObject({ mode: "interpreted", cause: { en: cause } });
  });

  it("says nothing of what does not parse, nor of nothing", () => {
    expect([explainExpression("a +"), explainExpression("  ")]).toEqual([undefined, undefined]);
  });
});
