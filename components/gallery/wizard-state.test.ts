import { describe, expect, it } from "vitest";
import type { ConnectionChoice, TemplateView } from "@/components/gallery/types";
import { candidates, countMade, hasDemo, isStepDone, startWizard, toInstallInput } from "@/components/gallery/wizard-state";

const shop = { text: "Ps", tone: "pink", title: "PrestaShop" };
const erp = { text: "Do", tone: "blue", title: "Dolibarr" };
const template: TemplateView = {
  id: "prestashop-dolibarr",
  profile: "commercial",
  systems: [],
  drawings: [],
  requirements: [],
  title: "PrestaShop → Dolibarr",
  summary: "",
  from: shop,
  to: erp,
  direction: "shopToOffice",
  areas: [
    { key: "customers", title: "Clients", description: "", enabledByDefault: true, options: [], flows: ["Clients"] },
    { key: "orders", title: "Commandes", description: "", enabledByDefault: false, options: [], flows: ["Commandes", "Statuts"] },
  ],
  roles: [
    { role: "shop", title: "Boutique", connectors: ["prestashop"] },
    { role: "erp", title: "Gestion", connectors: ["dolibarr"] },
  ],
  tables: [
    { title: "Taxes", area: null },
    { title: "États", area: "orders" },
  ],
  defaults: {},
};
const connection = (id: string, connector: string, sandbox = false): ConnectionChoice => ({
  id,
  name: id,
  connector,
  sandbox,
  address: "",
  lost: false,
});

describe("install wizard", () => {
  it("UI-01 a role is offered only connections of its systems", () => {
    const all = [connection("con_a", "prestashop"), connection("con_b", "dolibarr")];
    expect(candidates(template, "shop", all).map((one) => one.id)).toEqual(["con_a"]);
  });

  it("UI-06 areas start as the template proposes and decide what is made", () => {
    const state = startWizard(template, [], false);
    expect(state.areas).toEqual(["customers"]);
    expect(countMade(template, state)).toEqual({ flows: 1, tables: 1 });
    expect(countMade(template, { ...state, areas: ["customers", "orders"] })).toEqual({ flows: 3, tables: 2 });
  });

  it("UI-11 proposes a name built from both ends", () => {
    expect(startWizard(template, [], false).name).toBe("PrestaShop × Dolibarr");
  });

  it("does not leave the connections before each role has one", () => {
    const state = startWizard(template, [connection("con_a", "prestashop")], false);
    expect(isStepDone(template, state)).toBe(false);
    expect(isStepDone(template, { ...state, connections: { ...state.connections, erp: "con_b" } })).toBe(true);
  });

  it("starts with the built-in systems when they are asked for", () => {
    const all = [
      connection("con_ps", "prestashop", true),
      connection("con_do", "dolibarr", true),
      connection("con_a", "prestashop"),
    ];
    expect(hasDemo(template, all)).toBe(true);
    const state = startWizard(template, all, true);
    expect(toInstallInput(template, state).connections).toEqual({ shop: "con_ps", erp: "con_do" });
  });
});
