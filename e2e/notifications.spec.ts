import { type APIRequestContext, expect, type Locator, type Page } from "@playwright/test";
import { addressOf, installTemplate, runToEnd, startRun } from "./api";
import { expectAccessible, signInToDemo, test, useLanguage } from "./fixtures";

/** What people are told, and how they have a period read again. In French. */
test.describe("notifications et relectures", () => {
  test.beforeEach(async ({ page, baseURL }) => {
    await useLanguage(page, "fr", baseURL ?? "");
    await signInToDemo(page, "fr");
  });

  test("être prévenu d’un échec, régler les e-mails, rejouer une période, reculer la lecture", async ({ page, request }) => {
    const flows = await installTemplate(request, "Alertes");
    const dolibarr = await addressOf(request, "dolibarr");
    expect((await request.post(`${dolibarr}/__sandbox/reset`)).ok()).toBe(true);

    await test.step("la cloche compte ce qui est nouveau et mène à l’exécution", async () => {
      await faults(request, dolibarr, { next: [{ fault: "500", count: 2, method: "POST", path: "/products" }] });
      const run = await runToEnd(request, await startRun(request, flows.products ?? ""));
      await faults(request, dolibarr, {});
      expect(run.counts.failed).toBe(2);
      await page.reload();
      await page.getByRole("button", { name: /nouvelles? notifications?/ }).click();
      const newest = page.getByRole("menuitem").first();
      await expect(newest).toContainText("2 enregistrements en échec");
      await expectAccessible(page);
      await newest.click();
      await page.waitForURL(/\/runs\/run_/);
      await page.reload();
      await expect(page.getByRole("button", { name: "Notifications", exact: true })).toBeVisible();
    });

    await test.step("les destinataires sont vérifiés et gardés", async () => {
      await page.goto("/integrations");
      await page.getByRole("link", { name: "Alertes" }).first().click();
      await openTab(page, "Réglages");
      const card = page.getByRole("region", { name: "E-mails" });
      await card.getByRole("textbox", { name: "Destinataires" }).fill("anna@example.com; personne");
      await expect(card.getByText(/Adresse non valide.*personne/)).toBeVisible();
      await card.getByRole("textbox", { name: "Destinataires" }).fill("anna@example.com; luc@example.com");
      await card.getByRole("checkbox", { name: "Joindre le journal à l’e-mail" }).click();
      await card.getByRole("button", { name: "Enregistrer" }).click();
      await expect(page.getByText("E-mails enregistrés")).toBeVisible();
      await page.reload();
      await expect(card.getByRole("textbox", { name: "Destinataires" })).toHaveValue("anna@example.com; luc@example.com");
      await expect(card.getByRole("checkbox", { name: "Joindre le journal à l’e-mail" })).toBeChecked();
    });

    await test.step("une période est rejouée seule", async () => {
      await openTab(page, "Synchronisations");
      await menuOf(page, "Rejouer une période…");
      const dialog = page.getByRole("dialog");
      await chooseDay(page, dialog.getByRole("button", { name: "Modifiés depuis" }), "first");
      await chooseDay(page, dialog.getByRole("button", { name: "et avant" }), "today");
      await dialog.getByRole("button", { name: "Rejouer" }).click();
      await expect(dialog).toBeHidden();
    });

    await test.step("la position de lecture se voit et se recule", async () => {
      await menuOf(page, "Position de lecture…");
      const dialog = page.getByRole("dialog");
      await expect(dialog.getByText(/lu jusqu’au/)).toBeVisible();
      await expectAccessible(page);
      await dialog.getByRole("button", { name: "Tout relire" }).click();
      await expect(dialog.getByText("tout sera lu à la prochaine exécution")).toBeVisible();
    });
  });
});

async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole("main").getByRole("link", { name, exact: true }).click();
}

/** An entry of the menu of the products' card, the first flow. */
async function menuOf(page: Page, entry: string): Promise<void> {
  const card = page.locator(".flow-card").filter({ has: page.getByRole("heading", { name: "Produits vers Dolibarr" }) });
  await expect(card.getByRole("button", { name: /^Lancer/ })).toBeVisible();
  await card.getByRole("button", { name: /^Autres actions/ }).click();
  await page.getByRole("menuitem", { name: entry }).click();
}

/** The first day that is shown, or today. */
async function chooseDay(page: Page, field: Locator, day: "first" | "today"): Promise<void> {
  await field.click();
  const days = page.locator(`.calendar .day${day === "today" ? ".today" : ""}`);
  await days.first().click();
  await expect(page.locator(".calendar")).toBeHidden();
}

async function faults(request: APIRequestContext, address: string, settings: unknown): Promise<void> {
  expect((await request.put(`${address}/__sandbox/faults`, { data: settings })).ok()).toBe(true);
}
