import { describe, expect, it } from "vitest";
import type { CompletionSource } from "@/components/mapping/jsonata-completion";
import { hoverOf } from "@/components/mapping/jsonata-hover";

const SOURCE: CompletionSource = {
  sample: { reference: "QJVT", lines: [{ qty: 2 }], paid: true, note: null },
  language: "fr",
  names: { settings: "réglages" },
  types: { string: "texte", number: "nombre", boolean: "oui/non", object: "objet", list: "liste", null: "vide" },
  scope: { settings: [{ value: "warehouse", label: "Dépôt" }], tables: [], tableValues: async () => [] },
};

describe("what is said of a word of an expression", () => {
  it.each([
    ["reference", "", { title: "reference: texte", words: '"QJVT"' }],
    ["qty", "$sum(lines.", { title: "qty: nombre", words: "2" }],
    ["lines", "$count(", { title: "lines: liste", words: '[{"qty":2}]' }],
    ["note", "a & ", { title: "note: vide", words: "null" }],
    ["$settings", "", { title: "$settings", words: "réglages" }],
    ["warehouse", "$settings.", { title: "warehouse: texte", words: '"Dépôt"' }],
  ])("%s after %j", (word, before, expected) => {
    expect(hoverOf(word, before, SOURCE)).toEqual(expected);
  });

  it("a function, with its signature and what it does in the reader's language", () => {
    expect(hoverOf("$uppercase", "", SOURCE)).toEqual({ title: "$uppercase(text)", words: "En majuscules." });
    expect(hoverOf("$map", "", SOURCE)?.words).toContain("table de correspondance");
  });

  it("nothing of what it does not know", () => {
    expect(hoverOf("$own", "", SOURCE)).toBeUndefined();
    expect(hoverOf("missing", "", SOURCE)).toBeUndefined();
    expect(hoverOf("word", '"a ', SOURCE)).toBeUndefined();
  });
});
