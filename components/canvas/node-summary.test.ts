import { describe, expect, it } from "vitest";
import { withTitles } from "@/components/canvas/node-summary";

const named = {
  connections: [{ value: "role:erp", label: "Gestion", connector: "dolibarr" }],
  actions: {
    dolibarr: [{ value: "closeOrder", label: "Classer la commande livrée" }],
    other: [{ value: "closeOrder", label: "Autre" }],
  },
  tables: [{ value: "orderStates", label: "États de commande" }],
};

describe("what a card says of its step", () => {
  it("names an action of the connector in the reader's words", () => {
    const config = { connection: "role:erp", action: "closeOrder", target: "order" };
    expect(withTitles(config, named)).toEqual({ ...config, action: "Classer la commande livrée" });
  });

  it("names a table by its title", () => {
    expect(withTitles({ table: "orderStates", into: "rule" }, named)).toEqual({ table: "États de commande", into: "rule" });
  });

  it("leaves what it does not know as it is", () => {
    expect(withTitles({ table: "gone" }, named)).toEqual({ table: "gone" });
    expect(withTitles({ connection: "role:erp", action: "unknown" }, named)).toEqual({
      connection: "role:erp",
      action: "unknown",
    });
    expect(withTitles({ stream: "orders" }, named)).toEqual({ stream: "orders" });
  });
});
