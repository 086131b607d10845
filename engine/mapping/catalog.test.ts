import jsonata from "jsonata";
import { describe, expect, it } from "vitest";
import { BUILT_IN_FUNCTIONS } from "@/engine/mapping/catalog";

describe("documentation of JSONata's functions", () => {
  it.each(BUILT_IN_FUNCTIONS.map(({ name }) => name))("$%s is a function of JSONata", async (name) => {
    const found: unknown = await jsonata(`$type($${name})`).evaluate(null);
    expect(found).toBe("function");
  });

  it("says each once, in both languages", () => {
    expect(new Set(BUILT_IN_FUNCTIONS.map(({ name }) => name)).size).toBe(BUILT_IN_FUNCTIONS.length);
    for (const { description } of BUILT_IN_FUNCTIONS) expect(description.en !== "" && description.fr !== "").toBe(true);
  });
});
