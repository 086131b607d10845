import { describe, expect, it } from "vitest";
import { compare, likenessOf } from "@/components/review/compare";

describe("likeness of two values", () => {
  it.each([
    ["Claire Fontaine", "claire  FONTAINE", "same"],
    ["Élodie", "Elodie", "same"],
    ["Claire Fontaine", "Fontaine Claire", "near"],
    ["14 rue des Halles", "14, rue des Halles, 44000 Nantes", "near"],
    ["Claire Fontaine", "Cabinet Fontaine", "other"],
    ["Claire Fontaine", "", "blank"],
  ])("%s and %s: %s", (a, b, likeness) => {
    expect(likenessOf(a, b)).toBe(likeness);
  });
});

describe("compare", () => {
  it("puts first the fields that a candidate also has, and leaves out what no cell can hold", () => {
    const record = { note: "x", email: "a@b.fr", lines: [1, 2] };
    const { fields, candidates } = compare(record, [{ id: "1", label: "A", data: { email: "a@b.fr" } }]);
    expect(fields.map((field) => field.name)).toEqual(["email", "note"]);
    expect(candidates[0]?.values.map((value) => value.likeness)).toEqual(["same", "blank"]);
  });
});
