import { describe, expect, it } from "vitest";
import { idParts, planFilters, sameText, toShopTime, valueParts } from "@/connectors/prestashop/filters";
import { resourceOf } from "@/connectors/prestashop/resources";

const products = resourceOf("products");
const orders = resourceOf("orders");
const PARIS = "Europe/Paris";

describe("filters", () => {
  it("many ids become as few requests as a request line of 8 kB allows", () => {
    const ids = Array.from({ length: 3_000 }, (_, index) => String(100_000 + index));
    const parts = idParts(ids);
    expect(parts.length).toBe(5);
    for (const part of parts) expect(encodeURIComponent(part.filter).length).toBeLessThan(6_000);
    expect(parts.flatMap((part) => part.filter.slice(1, -1).split("|"))).toEqual(ids);
  });

  it("a value with brackets is never sent, since PrestaShop would answer everything (quirk 16)", () => {
    const [part, ...others] = valueParts("reference", ["AB[12]CDE"]);
    expect(others).toEqual([]);
    expect(part?.filter).toBe("%[CDE]%");
    expect(part?.keep?.({ reference: "ab[12]cde" })).toBe(true);
    expect(part?.keep?.({ reference: "ABC-CDE" })).toBe(false);
  });

  it("characters that LIKE gives a meaning are taken literally", () => {
    expect(valueParts("reference", ["[x]demo_1%"])[0]?.filter).toBe("%[demo\\_1\\%]%");
  });

  it("a value with a bar goes alone and without brackets (quirk 16)", () => {
    expect(valueParts("reference", ["A|B", "C", "D"]).map((part) => part.filter)).toEqual(["[C|D]", "A|B"]);
  });

  it("one value goes without brackets, where two numbers with a comma would be a range (quirk 16)", () => {
    expect(valueParts("reference", ["1,5"])).toEqual([{ filter: "1,5" }]);
  });

  it("an empty value is never the first alternative, where PrestaShop would not see the bar", () => {
    expect(valueParts("reference", ["", "A"])[0]?.filter).toBe("[A|]");
  });

  it("both bounds of a range are inclusive and dates are in shop-local time with date=1 (quirk 15)", () => {
    const plan = planFilters(orders, [{ field: "date_add", op: "gte", values: ["2026-07-01T10:00:00Z"] }], PARIS);
    expect(plan.fixed).toEqual({ date_add: "[2026-07-01 12:00:00,9999-12-31 23:59:59]" });
    expect(plan.date).toBe(true);
    const days = planFilters(orders, [{ field: "date_add", op: "between", values: ["2026-07-01", "2026-07-02"] }], PARIS);
    expect(days.fixed).toEqual({ date_add: "[2026-07-01 00:00:00,2026-07-02 23:59:59]" });
  });

  it("GEN-10 orders are chosen by states, dates and shops at once", () => {
    const plan = planFilters(
      orders,
      [
        { field: "current_state", op: "in", values: ["2", "5"] },
        { field: "id_shop", op: "in", values: ["1"] },
        { field: "valid", op: "in", values: ["true"] },
      ],
      PARIS,
    );
    expect(plan.fixed).toEqual({ current_state: "[2|5]", id_shop: "1", valid: "1" });
    expect(plan.date).toBe(false);
  });

  it("a field with a getter is refused before the shop refuses it (quirk 17)", () => {
    expect(() => planFilters(products, [{ field: "quantity", op: "in", values: ["1"] }], PARIS)).toThrow(
      expect.objectContaining({ code: "connector.unsupported" }),
    );
  });

  it("matching is without case and accents, as the shop's database does (quirk 16)", () => {
    expect(sameText("Crème BRÛLÉE ", "creme brulee")).toBe(true);
  });

  it("an ISO time becomes the shop's clock, a bare one is the shop's already", () => {
    expect(toShopTime("2026-01-01T00:00:00+00:00", PARIS, "00:00:00")).toBe("2026-01-01 01:00:00");
    expect(toShopTime("2026-01-01 08:00:00", PARIS, "00:00:00")).toBe("2026-01-01 08:00:00");
  });
});
