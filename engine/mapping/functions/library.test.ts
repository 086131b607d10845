import { describe, expect, it } from "vitest";
import { createInlineEvaluator } from "@/engine/mapping/inline-evaluator";
import { FUNCTION_LIBRARY, PURE_FUNCTIONS } from "./library";

const evaluator = createInlineEvaluator({ tables: new Map() });

async function evaluate(expression: string, data: Record<string, string | null> = {}) {
  const [result] = await evaluator.evaluate(expression, [{ data, bindings: {} }]);
  return result;
}

describe("function library", () => {
  it.each(PURE_FUNCTIONS.map((each) => [each.name, each] as const))(
    "$%s does what its example says",
    async (_name, { example }) => {
      expect(await evaluate(example.expression)).toEqual({ ok: true, value: example.result });
    },
  );

  it.each(PURE_FUNCTIONS.filter(({ name }) => !["firstFilled", "add"].includes(name)).map(({ name }) => name))(
    "$%s of nothing is nothing",
    async (name) => {
      expect(await evaluate(`$${name}(missing, 2, 2)`)).toEqual({ ok: true, value: undefined });
    },
  );

  it("documents every function in both languages, each name once", () => {
    for (const { description, signature, name } of FUNCTION_LIBRARY) {
      expect(signature.startsWith(`$${name}(`)).toBe(true);
      expect(description.fr).not.toBe("");
      expect(description.en).not.toBe(description.fr);
    }
    expect(new Set(FUNCTION_LIBRARY.map(({ name }) => name)).size).toBe(FUNCTION_LIBRARY.length);
  });

  it.each([
    ["0.1 and 0.2", '$add("0.1", "0.2")', "0.3"],
    ["a hundred cents", '$total(["0.07", "0.03"])', "0.1"],
    ["half a cent up", '$roundTo("1.005")', "1.01"],
    ["half a cent down below zero", '$roundTo("-1.005")', "-1.01"],
    ["more digits than a float holds", '$multiply("123456789012345678.99", "3")', "370370367037037036.97"],
    ["nothing to add", "$total([])", "0"],
  ])("money is exact: %s", async (_case, expression, value) => {
    expect(await evaluate(expression)).toEqual({ ok: true, value });
  });

  it.each([
    ['$divide("1", "0")', "a divisor other than zero"],
    ['$add("1,50", "1")', "an amount"],
    ['$roundTo("1", 400)', "0 to 30 decimals"],
    ['$parseDate("31/02/2024", "dd/MM/yyyy")', "a date"],
    ['$toEpoch("yesterday")', "a date"],
  ])("%s fails and says what it expected", async (expression, expected) => {
    expect(await evaluate(expression)).toMatchObject({
      ok: false,
      error: { code: "mapping.expression_failed", details: { expected } },
    });
  });

  it.each([
    ["summer time", "2024-07-01T12:00:00", "2024-07-01T10:00:00.000Z"],
    ["winter time", "2024-01-01 12:00:00", "2024-01-01T11:00:00.000Z"],
    ["the hour that comes twice is the first", "2024-10-27T02:30:00", "2024-10-27T00:30:00.000Z"],
    ["an offset of its own", "2024-07-01T12:00:00+09:00", "2024-07-01T03:00:00.000Z"],
  ])("a date without a zone is in Paris: %s", async (_case, text, iso) => {
    expect(await evaluate("$parseDate(text)", { text })).toEqual({ ok: true, value: iso });
  });

  it.each([
    ["a list and entities", "<ul><li>Un&nbsp;kilo</li><li>2 &lt; 3</li></ul>", "- Un kilo\n- 2 < 3"],
    ["no script", "<p>Sûr<script>alert(1)</script></p>", "Sûr"],
    ["a text without tags", "1 < 2 & 3", "1 < 2 & 3"],
  ])("htmlToText keeps the text: %s", async (_case, html, value) => {
    expect(await evaluate("$htmlToText(html)", { html })).toEqual({ ok: true, value });
  });

  it("rtfToText skips font tables and reads Unicode", async () => {
    const rtf = "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\*\\generator X;}\\f0 Prix : 12\\u8364?\\par {\\b gras}}";
    expect(await evaluate("$rtfToText(rtf)", { rtf })).toEqual({ ok: true, value: "Prix : 12€\ngras" });
  });

  it.each([
    ["06 12 34 56 78", "FR", "+33612345678"],
    ["+33 (0)1 23 45 67 89", "FR", "+33123456789"],
    ["0032 475 12 34 56", "FR", "+32475123456"],
    ["0475/12.34.56", "Belgique", "+32475123456"],
    ["12", "ZZ", "12"],
  ])("phone %s in %s", async (number, country, value) => {
    expect(await evaluate("$phone(number, country)", { number, country })).toEqual({ ok: true, value });
  });

  it.each([
    ["France", "FR"],
    ["ROYAUME-UNI", "GB"],
    ["uk", "GB"],
    ["Côte d'Ivoire", "CI"],
    ["deu", "DE"],
    ["Atlantide", "ATLANTIDE"],
  ])("country %s", async (text, value) => {
    expect(await evaluate("$countryCode(text)", { text })).toEqual({ ok: true, value });
  });
});
