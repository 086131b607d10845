import { describe, expect, it } from "vitest";
import { contextOf, originsOf, wiresOf } from "@/engine/mapping/visual/origins";
import { parseMapping } from "@/engine/mapping/visual/parse";

const TEXT = `(
  $c := customer;
  $a := addresses[deleted != true][0];
  $name := $a.company ? $a.company : $c.lastname & " " & $c.firstname;
  {
    "name": $name,
    "zip": $a.postcode,
    "socid": $links.tiers.id,
    "country": $map("countries", $string($a.id_country), null),
    "fixed": 1,
    "more": { "mail": email },
    "lines": [document.lines.(
      $line := $;
      { "qty": $line.quantity, "label": label, "order": $$.reference }
    )]
  }
)`;

describe("lines of a mapping", () => {
  it("go from the fields of the record to the fields of the target, through variables and lists", () => {
    const mapping = parseMapping(TEXT);
    const wires = mapping ? wiresOf(mapping) : [];
    const found = Object.fromEntries(
      wires.map(({ target, sources }) => [target.join("."), sources.map((path) => path.join("."))]),
    );
    expect(found).toEqual({
      name: ["addresses.company", "customer.lastname", "customer.firstname"],
      zip: ["addresses.postcode"],
      socid: ["$links.tiers.id"],
      country: ["addresses.id_country"],
      fixed: [],
      "more.mail": ["email"],
      lines: ["document.lines"],
      "lines.qty": ["document.lines.quantity"],
      "lines.label": ["document.lines.label"],
      "lines.order": ["reference"],
    });
  });

  it("what is drawn inside a list starts at an entry of it", () => {
    const mapping = parseMapping(TEXT);
    expect(mapping && contextOf(mapping, ["lines", "qty"]).at).toEqual(["document", "lines"]);
    expect(mapping && contextOf(mapping, ["zip"]).at).toEqual([]);
  });

  it("an expression names every field it reads", () => {
    expect(originsOf('$uppercase(a.b) & $join(c[d = "x"].e)')).toEqual([
      ["a", "b"],
      ["c", "e"],
      ["c", "d"],
    ]);
    expect(originsOf("a :")).toEqual([]);
  });
});
