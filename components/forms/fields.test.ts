import { describe, expect, it } from "vitest";
import { changedFields, type FieldView, missingFields } from "@/components/forms/fields";

const text = (name: string, more: Partial<FieldView> = {}): FieldView => ({
  name,
  label: name,
  required: true,
  control: { type: "text" },
  ...more,
});

describe("missingFields", () => {
  it("names the required fields without a value", () => {
    expect(missingFields([text("url"), text("name"), text("note", { required: false })], { url: "", name: "x" })).toEqual([
      "url",
    ]);
  });

  it("does not ask again for a secret that is stored", () => {
    const key = text("key", { control: { type: "secret", isSet: true } });
    expect(missingFields([key], {})).toEqual([]);
  });

  it("does not ask for a field that is hidden", () => {
    const hidden = text("account", { visibleWhen: { name: "payments", equals: [true] } });
    expect(missingFields([hidden], { payments: false })).toEqual([]);
    expect(missingFields([hidden], { payments: true })).toEqual(["account"]);
  });
});

describe("changedFields", () => {
  it("compares lists by what they hold", () => {
    expect(changedFields({ stores: ["1", "2"], tax: "a" }, { stores: ["1", "2"], tax: "b" })).toEqual(["tax"]);
  });

  it("takes an absent value and null for the same", () => {
    expect(changedFields({}, { since: null })).toEqual([]);
  });
});
