import { describe, expect, it } from "vitest";
import { type PrestashopOrder, PrestashopOrderSchema } from "@/connectors/prestashop/order-types";
import { toSale } from "@/connectors/prestashop/sale";
import { combinedRate } from "@/connectors/prestashop/sale-taxes";

type Raw = Record<string, unknown>;

function orderLine(values: Raw): Raw {
  return {
    id: "1",
    product_id: "7",
    product_attribute_id: "0",
    product_name: "Bol en grès",
    product_reference: "BOL-01",
    product_quantity: "1",
    unit_price_tax_excl: "10.000000",
    unit_price_tax_incl: "12.000000",
    total_price_tax_excl: "10.000000",
    total_price_tax_incl: "12.000000",
    taxes: [{ id: "1", rate: "20.000" }],
    ...values,
  };
}

function order(values: Raw = {}): PrestashopOrder {
  return PrestashopOrderSchema.parse({
    id: 5,
    reference: "XKBKNABJK",
    module: "ps_wirepayment",
    payment: "Virement",
    current_state: "2",
    valid: "1",
    conversion_rate: "1.000000",
    currency: { id: "1", iso_code: "EUR" },
    total_products: "10.000000",
    total_products_wt: "12.000000",
    total_discounts_tax_excl: "0",
    total_discounts_tax_incl: "0",
    total_shipping_tax_excl: "0",
    total_shipping_tax_incl: "0",
    carrier_tax_rate: "20.000",
    total_wrapping_tax_excl: "0",
    total_wrapping_tax_incl: "0",
    total_paid: "12.000000",
    total_paid_tax_excl: "10.000000",
    total_paid_tax_incl: "12.000000",
    total_paid_real: "12.000000",
    lines: [orderLine({})],
    cartRules: [],
    ...values,
  });
}

const rule = (values: Raw): Raw => ({ id: "1", id_cart_rule: "9", name: "Remise", free_shipping: "0", deleted: "0", ...values });

describe("toSale", () => {
  it("names the combination in the product key", () => {
    const sale = toSale(order({ lines: [orderLine({ product_attribute_id: "25" })] }));
    expect(sale.lines[0]).toMatchObject({
      productKey: "7-25",
      reference: "BOL-01",
      quantity: "1",
      taxes: [{ rate: "20", id: "1" }],
    });
  });

  it("CO-30 CO-32 CO-33 makes a line each of shipping, with the carrier's name and rate, and of wrapping", () => {
    const sale = toSale(
      order({
        carrier: { id: "4", id_reference: "2", name: "Colissimo" },
        carrier_tax_rate: "10.000",
        total_shipping_tax_excl: "6.575",
        total_shipping_tax_incl: "7.23",
        total_wrapping_tax_excl: "2.49",
        total_wrapping_tax_incl: "2.99",
      }),
    );
    expect(sale.lines.slice(1)).toMatchObject([
      { kind: "shipping", label: "Colissimo", net: "6.58", gross: "7.23", taxes: [{ rate: "10" }] },
      { kind: "wrapping", net: "2.49", gross: "2.99", taxes: [{ rate: "20" }] },
    ]);
  });

  it("CO-31 keeps one line per shop discount, split over the rates of the products by net", () => {
    const lines = [
      orderLine({}),
      orderLine({ id: "2", unit_price_tax_incl: "10.55", total_price_tax_incl: "10.55", taxes: [{ id: "3", rate: "5.500" }] }),
    ];
    const cartRules = [rule({ name: "Été", value: "2.255", value_tax_excl: "2.000" })];
    const sale = toSale(order({ lines, cartRules, total_discounts_tax_excl: "2.00", total_discounts_tax_incl: "2.26" }));
    const discounts = sale.lines.filter((line) => line.kind === "discount");
    expect(discounts).toMatchObject([
      { label: "Été", net: "-1", gross: "-1.2", taxes: [{ rate: "20" }] },
      { label: "Été", net: "-1", gross: "-1.06", taxes: [{ rate: "5.5" }] },
    ]);
  });

  it("counts free shipping once when two rules give it, and taxes it as the carrier does", () => {
    const shipping = { total_shipping_tax_excl: "10", total_shipping_tax_incl: "11", carrier_tax_rate: "10.000" };
    const cartRules = [
      rule({ value: "11", value_tax_excl: "10", free_shipping: "1" }),
      rule({ id: "2", value: "11", value_tax_excl: "10", free_shipping: "1" }),
    ];
    const sale = toSale(order({ ...shipping, cartRules, total_discounts_tax_excl: "10", total_discounts_tax_incl: "11" }));
    expect(sale.lines.filter((line) => line.kind === "discount")).toMatchObject([
      { net: "-10", gross: "-11", taxes: [{ rate: "10" }] },
    ]);
  });

  it("splits a rule that gives free shipping and a percentage, as its parts are taxed apart", () => {
    const shipping = { total_shipping_tax_excl: "7", total_shipping_tax_incl: "7.70", carrier_tax_rate: "10.000" };
    const cartRules = [rule({ value: "8.90", value_tax_excl: "8", free_shipping: "1" })];
    const sale = toSale(order({ ...shipping, cartRules, total_discounts_tax_excl: "8", total_discounts_tax_incl: "8.90" }));
    expect(sale.lines.filter((line) => line.kind === "discount")).toMatchObject([
      { net: "-7", gross: "-7.7", taxes: [{ rate: "10" }] },
      { net: "-1", gross: "-1.2", taxes: [{ rate: "20" }] },
    ]);
  });

  it("ignores a deleted discount", () => {
    expect(toSale(order({ cartRules: [rule({ value: "2", value_tax_excl: "1", deleted: "1" })] })).lines).toHaveLength(1);
  });

  it("leaves a line exempted by a module untaxed", () => {
    const exempt = orderLine({
      unit_price_tax_incl: "10.000000",
      total_price_tax_incl: "10.000000",
      taxes: [{ id: "0", rate: null }],
    });
    const sale = toSale(order({ lines: [exempt], total_products_wt: "10", total_paid_tax_incl: "10", total_paid: "10" }));
    expect(sale.lines[0]?.taxes).toEqual([]);
    expect(sale.vat).toEqual([]);
  });

  it("taxes, and says so, lines left untaxed in an order whose totals are taxed", () => {
    const untaxed = orderLine({ unit_price_tax_incl: "10.000000", total_price_tax_incl: "10.000000" });
    const sale = toSale(order({ lines: [untaxed] }));
    expect(sale.lines[0]).toMatchObject({ gross: "12", taxes: [{ rate: "20" }] });
    expect(sale.warnings).toHaveLength(1);
  });

  it("CO-36 puts the second tax on top of the first when the shop computes it so, else adds the rates", () => {
    const taxes = [
      { id: "38", rate: "5.000" },
      { id: "39", rate: "9.975" },
    ];
    const added = toSale(order({ lines: [orderLine({ taxes, tax_computation_method: "1", unit_price_tax_incl: "11.4975" })] }));
    const onTop = toSale(order({ lines: [orderLine({ taxes, tax_computation_method: "2", unit_price_tax_incl: "11.547375" })] }));
    expect(combinedRate(added.lines[0]?.taxes ?? []).toString()).toBe("0.14975");
    expect(combinedRate(onTop.lines[0]?.taxes ?? []).toString()).toBe("0.1547375");
  });
});
