import { describe, expect, it } from "vitest";
import { compileProgram } from "@/engine/mapping/compiled/program";
import { templateExpressions } from "@/engine/mapping/testing/template-expressions";

describe("expressions of the templates", () => {
  const expressions = templateExpressions();

  it("are there", () => {
    expect(expressions.length).toBeGreaterThan(30);
  });

  it.each(expressions)("$flow $node $path is compiled", ({ text }) => {
    const compiled = compileProgram(text);
    expect(compiled).toMatchObject({ isCompiled: true });
  });
});
