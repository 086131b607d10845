import { describe, expect, it } from "vitest";
import { documentsOf } from "@/components/runs/documents-of";

const target = (stream: string, id: string, ref: string) => ({ alias: stream, stream, id, ref, outcome: "created" });

describe("documents of a record", () => {
  it("shows an invoice under the number it got when it was validated, before its order", () => {
    const documents = documentsOf([
      target("orders", "97", "(PROV97)"),
      target("action:orders:validateOrder", "97", "CO2611-0097"),
      target("invoices", "97", "(PROV97)"),
      target("action:invoices:validateInvoice", "97", "FA2611-0097"),
    ]);
    expect(documents.map(({ stream, ref }) => [stream, ref])).toEqual([
      ["invoices", "FA2611-0097"],
      ["orders", "CO2611-0097"],
    ]);
  });

  it("falls back on the id, but for one that a connector composed", () => {
    const documents = documentsOf([target("thirdparties", "39", ""), target("payments", "97:int_x:shop:order_payments:109", "")]);
    expect(documents.map(({ ref }) => ref)).toEqual(["", "39"]);
  });
});
