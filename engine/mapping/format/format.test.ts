import { describe, expect, it } from "vitest";
import { formatExpression } from "@/engine/mapping/format/format";
import { Grammar } from "@/engine/mapping/testing/grammar";
import { Random } from "@/engine/mapping/testing/random";
import { templateExpressions } from "@/engine/mapping/testing/template-expressions";
import { sameAst } from "@/engine/mapping/visual/same-ast";

describe("expressions put in order", () => {
  it.each([
    ["a+b*-c", "a + b * -c"],
    ["lines[ qty>0 ] . name", "lines[qty > 0].name"],
    ["$map( 'taxes' ,rate,null)", "$map('taxes', rate, null)"],
    ["x=1?'a':'b'", "x = 1 ? 'a' : 'b'"],
    ["lines^(<price,>qty)[0]", "lines^(<price, >qty)[0]"],
    ["a.*.(b&%.id)", "a.*.(b & %.id)"],
    ["$f(?,1)", "$f(?, 1)"],
    ["a~>$trim~>$uppercase()", "a ~> $trim ~> $uppercase()"],
    ["/* why */ a.b", "/* why */\na.b"],
    ["($x:=1;$x+1)", "(\n  $x := 1;\n  $x + 1\n)"],
    ['{"a":b,"c":d?e:f}', '{\n  "a": b,\n  "c": d ? e : f\n}'],
    ["{}", "{}"],
  ])("%s", (text, expected) => {
    expect(formatExpression(text)).toBe(expected);
  });

  it("breaks what is too long between brackets and before the branches of a choice", () => {
    const text =
      'facturation.company!=""?facturation.company:$uppercase(client.lastname)&" "&client.firstname&" "&$join([client.title,client.suffix])';
    expect(formatExpression(text)).toBe(
      [
        'facturation.company != ""',
        "  ? facturation.company",
        '  : $uppercase(client.lastname) & " " & client.firstname & " " & $join(',
        "    [client.title, client.suffix]",
        "  )",
      ].join("\n"),
    );
  });

  it("writes a long list of values as a paragraph", () => {
    const codes = Array.from({ length: 26 }, (_, index) => `"C${index + 10}"`);
    const laid = formatExpression(`$union := $country in [${codes.join(",")}]`).split("\n");
    expect(laid[0]).toBe("$union := $country in [");
    expect(laid.at(-1)).toBe("]");
    expect(laid).toHaveLength(5);
    for (const line of laid) expect(line.length).toBeLessThanOrEqual(76);
  });

  it("leaves alone what does not parse", () => {
    expect(formatExpression("{ a: ")).toBe("{ a: ");
    expect(formatExpression("  ")).toBe("  ");
  });

  it("says the same, keeps every comment, and changes nothing the second time", () => {
    const random = new Random(7);
    const grammar = new Grammar(random);
    const texts = [...templateExpressions().map(({ text }) => text), ...Array.from({ length: 150 }, () => grammar.expression(4))];
    for (const text of texts) {
      const laid = formatExpression(text);
      expect(laid === text || sameAst(text, laid), text).toBe(true);
      expect(laid.match(/\/\*/g)?.length, text).toBe(text.match(/\/\*/g)?.length);
      expect(formatExpression(laid), text).toBe(laid);
    }
  });
});
