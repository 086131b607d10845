import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkExpression } from "@/engine/mapping/check-expression";
import { compile } from "@/engine/mapping/compile";
import { EXPRESSION_ERRORS, errorText } from "@/engine/mapping/error-texts";
import { DEFAULT_LIMITS } from "@/engine/mapping/limits";

/** The codes that the package itself has words for. */
const CODES = [...readFileSync("node_modules/jsonata/jsonata.js", "utf8").matchAll(/^\s+"([STD]\d{4})": "/gm)].map(
  ([, code]) => code,
);

async function adviceOf(expression: string, data = {}): Promise<unknown> {
  const compiled = await compile(expression, DEFAULT_LIMITS);
  if (!compiled.ok) return compiled.error.advice;
  const result = await compiled.evaluate({ data, bindings: {} }, new Map());
  return result.ok ? undefined : result.error.advice;
}

describe("words of errors", () => {
  it("are there in both languages for every code of JSONata", () => {
    expect(CODES.length).toBeGreaterThan(80);
    expect(CODES.filter((code) => code !== undefined && EXPRESSION_ERRORS[code] === undefined)).toEqual([]);
  });

  it.each(Object.entries(EXPRESSION_ERRORS))(
    "%s: no English in French, narrow spaces before high punctuation",
    (_code, { en, fr }) => {
      if (en.startsWith("{")) return;
      expect(fr).not.toBe(en);
      expect(fr).not.toMatch(/[ \u00a0][;:!?»]|«[ \u00a0]/);
    },
  );

  it("say the place, in lines and characters", () => {
    expect(checkExpression("a +\n  )b")?.advice).toEqual({
      en: "Line 2, character 3: A value is expected before “)”.",
      fr: "Ligne 2, caractère 3\u202f: Une valeur est attendue avant «\u202f)\u202f».",
    });
    expect(checkExpression("$sum(a")?.advice?.en).toBe("Line 1, character 6: “)” is missing at the end.");
  });

  it.each([
    ["1 + name", "Line 1, character 3: Right of “+”, a number is expected: convert the value with $number()."],
    [
      "$number(name)",
      'Line 1, character 1: "x" cannot be read as a number: check the field, or give another value when it is empty.',
    ],
    ["$uppercase(1)", "Argument 1 of $uppercase is not of the expected kind"],
    ["$error('no stock')", "no stock"],
    ["$roundTo(name)", '$roundTo expects an amount, not "x"'],
    ["$nothing(1)", "What is called here is no function"],
  ])("say of a record on which %s fails: %s", async (expression, words) => {
    expect(await adviceOf(expression, { name: "x" })).toMatchObject({ en: expect.stringContaining(words) });
  });

  it("leave out what JSONata does not say", () => {
    expect(errorText("T2001", {})?.en).toBe("Left of “…”, a number is expected: convert the value with $number().");
    expect(errorText("toString", {})).toBeUndefined();
  });
});
