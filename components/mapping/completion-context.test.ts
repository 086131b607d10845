import { describe, expect, it } from "vitest";
import { fieldNames, placeAtEnd } from "@/components/mapping/completion-context";
import type { JsonObject } from "@/lib/core/json";

const ORDER: JsonObject = {
  reference: "QJVTRLMSE",
  customer: { email: "claire@morel.example", address: { city: "Lyon", zip: "69001" } },
  lines: [
    { sku: "BOL-1", price: { net: "10.00" } },
    { sku: "BOL-2", price: { net: "12.00", gross: "14.40" } },
  ],
};
const BINDINGS = { item: { key: "12", label: "QJVTRLMSE" } };

function offered(text: string): string[] | string {
  const place = placeAtEnd(text, ORDER, BINDINGS);
  return place.kind === "fields" ? fieldNames(place.of) : place.kind;
}

const ROOT = ["reference", "customer", "lines"];

describe("what an expression offers where it is being written", () => {
  it.each([
    ["", ROOT],
    ["ref", ROOT],
    ["customer.", ["email", "address"]],
    ["customer.address.ci", ["city", "zip"]],
    ["lines.", ["sku", "price"]],
    ["lines.price.", ["net", "gross"]],
    ["reference & customer.", ["email", "address"]],
    ["$uppercase(customer.", ["email", "address"]],
    ["$uppercase(", ROOT],
    ['{"client": customer.', ["email", "address"]],
    ['{"client": ', ROOT],
    ["lines[", ["sku", "price"]],
    ["lines[price.", ["net", "gross"]],
    ['lines[sku = "a.b"].', ["sku", "price"]],
    ['lines.{"x": ', ["sku", "price"]],
    ["lines.(price.", ["net", "gross"]],
    ["lines^(", ["sku", "price"]],
    ["(lines).", ["sku", "price"]],
    ["$.customer.", ["email", "address"]],
    ["lines.($$.customer.", ["email", "address"]],
    ["($c := customer; $c.", ["email", "address"]],
    ["$item.", ["key", "label"]],
    ["`customer`.", ["email", "address"]],
    ["/* customer. */ lines.", ["sku", "price"]],
    ["lines.sku in ", ROOT],
  ])("after %j", (text, fields) => {
    expect(offered(text)).toEqual(fields);
  });

  it("offers names after a dollar sign", () => {
    expect(offered("lines.$up")).toBe("names");
  });

  it.each(['"customer.', "'cust", "/* customer.", "12"])("offers nothing inside %j", (text) => {
    expect(offered(text)).toBe("none");
  });

  it.each([
    ["$map('", { kind: "tables", written: "" }],
    ['x & $lookupTable("ta', { kind: "tables", written: "ta" }],
    ["$map('taxes', 'FR 2", { kind: "tableValues", table: "taxes", written: "FR 2" }],
    ["$other('taxes', 'FR", { kind: "none" }],
    ["$map('taxes', $f('FR", { kind: "none" }],
  ])("offers tables and their values in %j", (text, place) => {
    expect(placeAtEnd(text, ORDER, BINDINGS)).toEqual(place);
  });

  it("offers no field of a value it does not know", () => {
    expect(offered("$unknown(lines).")).toEqual([]);
  });
});
