import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunTable } from "@/engine/interpreter/ports";
import { createInlineEvaluator } from "@/engine/mapping/inline-evaluator";
import { readRowKey, rowFor, writeRowKey } from "@/engine/mapping/row-conditions";
import { watchTables } from "@/engine/mapping/watch-tables";

const PAYMENTS: RunTable = {
  key: "payments",
  rows: {
    paypal: { value: "VIR" },
    "paypal?currency=USD": { value: "USD-VIR" },
    "paypal?currency=USD&shop=2": { value: "USD-2" },
    "alma?currency=EUR": { value: "CB" },
  },
  fallback: null,
};

async function map(expression: string): Promise<unknown> {
  const evaluator = createInlineEvaluator({ tables: new Map([["payments", PAYMENTS]]) });
  const bindings = { links: {}, settings: {}, trigger: {}, run: {}, item: {} };
  const [result] = await evaluator.evaluate(expression, [{ data: {}, bindings }]);
  return result?.ok ? result.value : result?.error.code;
}

describe("rows of a map table with conditions", () => {
  it("EBP-90 gives the row of payment module and currency, and the module's own row for other currencies", async () => {
    expect(await map("$map('payments', {'value': 'paypal', 'currency': 'USD'})")).toBe("USD-VIR");
    expect(await map("$map('payments', {'value': 'paypal', 'currency': 'CHF'})")).toBe("VIR");
    expect(await map("$map('payments', {'value': 'paypal', 'currency': 'USD', 'shop': 2})")).toBe("USD-2");
    expect(await map("$map('payments', 'paypal')")).toBe("VIR");
  });

  it("has no row where no condition is met and there is none without", async () => {
    expect(await map("$map('payments', {'value': 'alma', 'currency': 'EUR'})")).toBe("CB");
    expect(await map("$map('payments', {'value': 'alma', 'currency': 'USD'})")).toBe("mapping.table_unmapped");
    expect(await map("$map('payments', {'value': 'alma', 'currency': 'USD'}, 'none')")).toBe("none");
    expect(await map("$map('payments', {'currency': 'USD'})")).toBe("mapping.expression_failed");
  });

  it("takes the row with the most conditions first, whatever the order of the rows", () => {
    const rows = Object.fromEntries(Object.entries(PAYMENTS.rows).reverse());
    expect(rowFor({ rows }, { code: "paypal", facts: { currency: "USD", shop: "2" } })).toBe("paypal?currency=USD&shop=2");
  });

  it("EBP-90 notes for coverage the row that answers, or the case no row is for", async () => {
    const watch = watchTables([PAYMENTS]);
    const bindings = { links: {}, settings: {}, trigger: {}, run: {}, item: { key: "1" } };
    for (const [module, currency] of [
      ["paypal", "USD"],
      ["paypal", "CHF"],
      ["alma", "EUR"],
      ["alma", "USD"],
      ["cheque", "USD"],
    ])
      await watch.evaluator.evaluate(`$map('payments', {'value': '${module}', 'currency': '${currency}', 'state': '2'})`, [
        { data: {}, bindings },
      ]);
    const codes = ["paypal?currency=USD", "paypal", "alma?currency=EUR", "alma?currency=USD", "cheque"];
    expect(watch.uses().map(({ code }) => code)).toEqual(codes);
  });

  it("writes a key that reads back as it was, and takes any other text for a plain value", () => {
    const name = fc.stringMatching(/^[a-z]\w{0,8}$/);
    const when = fc.dictionary(name, fc.string({ minLength: 1 }), { maxKeys: 3, noNullPrototype: true });
    const source = fc.string({ minLength: 1 }).filter((text) => !text.includes("?"));
    fc.assert(
      fc.property(source, when, (text, facts) => {
        expect(readRowKey(writeRowKey({ source: text, when: facts }))).toEqual({ source: text, when: facts });
      }),
    );
    for (const text of ["?", "a?b", "a?=b", "what?", "a?b=c?d=e"]) expect(readRowKey(text)).toEqual({ source: text, when: {} });
  });
});
