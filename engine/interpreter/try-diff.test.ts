import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesOf, differencesOf, isSame } from "@/engine/interpreter/try-diff";
import type { Json, JsonObject } from "@/lib/core/json";

describe("changesOf", () => {
  it("names each field that would change, old and new, and nothing that stays", () => {
    const before = { name: "Morel", zip: "29200", address: { town: "Brest" }, untouched: 1 };
    const after = { name: "MOREL", zip: "29200", address: { town: "Lorient", country: "FR" } };
    expect(changesOf(before, after)).toEqual([
      { path: "name", kind: "changed", before: "Morel", after: "MOREL" },
      { path: "address.town", kind: "changed", before: "Brest", after: "Lorient" },
      { path: "address.country", kind: "added", after: "FR" },
    ]);
  });

  it("of what would be created, every field that says something", () => {
    expect(changesOf(null, { ref: "A", note: "", lines: [{ qty: 1 }], none: null })).toEqual([
      { path: "ref", kind: "added", after: "A" },
      { path: "lines", kind: "added", after: [{ qty: 1 }] },
    ]);
  });

  it("compares lists entry by entry, fields that are not sent left aside", () => {
    const before: JsonObject = { lines: [{ qty: "1.000", id: 9, price: "2.50" }, { qty: "3" }] };
    expect(changesOf(before, { lines: [{ qty: 1, price: "2.75" }] })).toEqual([
      { path: "lines[0].price", kind: "changed", before: "2.50", after: "2.75" },
      { path: "lines[1]", kind: "removed", before: { qty: "3" } },
    ]);
  });

  it("takes what the systems take for the same as the same", () => {
    const same: readonly (readonly [Json | undefined, Json | undefined])[] = [
      ["20.0000", 20],
      ["1", true],
      [0, false],
      ["", null],
      [undefined, ""],
      [[], null],
      ["06 12 34 56 89", "0612345689"],
      [" Brest ", "Brest"],
      ["-0.00", "0"],
    ];
    for (const [one, other] of same) expect(isSame(one, other), `${one} / ${other}`).toBe(true);
    const other = [
      ["007", "0070"],
      ["CO-1", "CO1"],
      ["0.10", "0.100001"],
      [1, null],
    ] as const;
    for (const [one, two] of other) expect(isSame(one, two), `${one} / ${two}`).toBe(false);
  });

  it("finds nothing between a record and itself, and as much one way as the other", () => {
    const record = fc.dictionary(
      fc.string({ minLength: 1 }),
      fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
    );
    fc.assert(
      fc.property(record, (value) => {
        expect(changesOf(value, value)).toEqual([]);
      }),
    );
    fc.assert(
      fc.property(record, record, (one, other) => {
        const paths = (changes: ReturnType<typeof differencesOf>) => changes.map(({ path }) => path).sort();
        expect(paths(differencesOf(one, other))).toEqual(paths(differencesOf(other, one)));
      }),
    );
  });
});
