import { describe, expect, it } from "vitest";
import { countChanges, startOf, toPatch } from "@/components/integrations/settings-draft";
import type { SettingsView } from "@/components/integrations/types";

const view: SettingsView = {
  id: "int_a",
  name: "Boutique",
  groups: [
    { area: "orders", title: "Commandes", enabled: true, fields: [] },
    { area: "stock", title: "Stocks", enabled: false, fields: [] },
  ],
  values: { guests: true, prefix: "W" },
  batches: [
    { flow: "orders", title: "Commandes", size: null, own: 100 },
    { flow: "stock", title: "Stocks", size: 20, own: 100 },
  ],
  debug: false,
  unread: [],
};

describe("settings of an integration being changed", () => {
  it("UI-17 nothing is sent before something changed", () => {
    const patch = toPatch(view, startOf(view));
    expect(patch).toEqual({ id: "int_a" });
    expect(countChanges(patch)).toBe(0);
  });

  it("UI-12 areas are sent as those that are on", () => {
    const patch = toPatch(view, { ...startOf(view), areas: ["orders", "stock"] });
    expect(patch).toEqual({ id: "int_a", areas: ["orders", "stock"] });
  });

  it("UI-18 UI-22 only the batches that changed are sent, one put back as null", () => {
    const patch = toPatch(view, { ...startOf(view), batches: { orders: 50, stock: null }, debug: true });
    expect(patch.options).toEqual({ batches: { orders: 50, stock: null }, debug: true });
    expect(countChanges(patch)).toBe(3);
  });

  it("an emptied name is no change", () => {
    expect(toPatch(view, { ...startOf(view), name: "  " })).toEqual({ id: "int_a" });
  });
});
