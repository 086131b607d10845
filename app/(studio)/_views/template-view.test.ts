import { describe, expect, it } from "vitest";
import { toTemplateView } from "@/app/(studio)/_views/template-view";
import { templateById } from "@/templates/registry";

describe("options of the areas in the wizard", () => {
  const { areas } = toTemplateView(templateById("prestashop-dolibarr"), "fr");
  const areaOf = (key: string) => {
    const area = areas.find((one) => one.key === key);
    if (!area) throw new Error(`No area ${key}`);
    return { ...area, choices: area.options.map((option) => option.label) };
  };

  it("UI-07 articles: products and how variants are grouped, images, stock, prices, prices of groups, each apart", () => {
    expect(areaOf("products").choices).toEqual(expect.arrayContaining(["Déclinaisons", "Envoyer les descriptions"]));
    expect(areaOf("productsToShop").choices).toContain("Envoyer les prix à la boutique");
    for (const key of ["images", "stocks", "prices", "productsToShop", "stocksToShop"]) {
      expect(areaOf(key), key).toMatchObject({ enabledByDefault: false });
      expect(areaOf(key).flows.length, key).toBeGreaterThan(0);
    }
  });

  it("UI-08 customers: which ones, in which language, also those who bought as guests", () => {
    expect(areaOf("customers")).toMatchObject({ enabledByDefault: true, flows: ["Clients vers Dolibarr"] });
    expect(areaOf("customers").choices).toEqual(expect.arrayContaining(["Clients modifiés depuis", "Reprendre les invités"]));
  });

  it("UI-09 orders: imported by themselves; their states, tracking and invoices go back to the shop when asked for", () => {
    expect(areaOf("orders").enabledByDefault).toBe(true);
    expect(areaOf("orders").flows).toContain("Commandes vers Dolibarr");
    expect(areaOf("ordersToShop")).toMatchObject({
      enabledByDefault: false,
      flows: ["États des commandes vers la boutique", "Numéros de suivi vers la boutique", "Numéros de facture vers la boutique"],
    });
  });

  it("an area shows no more than six options, the others wait on the page of the integration", () => {
    expect(Math.max(...areas.map(({ options }) => options.length))).toBeLessThanOrEqual(6);
  });
});
