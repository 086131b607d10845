import { installTemplate, runToEnd, startRun } from "./api";
import { expect, expectAccessible, MESSAGES, signInToDemo, test, useLanguage } from "./fixtures";

const texts = MESSAGES.fr;

/** The pages of an integration, of runs and of figures, as a merchant goes through them. In French. */
test.beforeEach(async ({ page, baseURL }) => {
  await useLanguage(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
});

test("UI-20 UI-30 UI-31 UI-32 an integration has its tabs, and a card to launch for each thing it does", async ({
  page,
  request,
}) => {
  const { id } = await installTemplate(request, "Onglets");
  await page.goto(`/integrations/${id}`);
  const card = (title: string) =>
    page.locator(".flow-card").filter({ has: page.getByRole("heading", { name: title, exact: true }) });
  for (const title of ["Clients vers Dolibarr", "Produits vers Dolibarr", "Commandes vers Dolibarr"]) {
    await expect(card(title).getByRole("button", { name: /^Lancer/ })).toBeVisible();
  }
  await expect(card("Stocks vers Dolibarr")).toHaveCount(0);
  await page.getByRole("main").getByRole("link", { name: "Réglages", exact: true }).click();
  await page.getByRole("switch", { name: "Stocks", exact: true }).click();
  await page.getByRole("switch", { name: "Suivi des commandes vers la boutique", exact: true }).click();
  await expect(page.getByRole("region", { name: texts.notifications.settings.title })).toBeVisible();
  // The card of mails has a button of its own, for its own part.
  await page.getByRole("button", { name: `${texts.ui.save} Ctrl S` }).click();
  await expect(page.getByRole("button", { name: `${texts.ui.save} Ctrl S` })).toHaveCount(0);
  await page.getByRole("main").getByRole("link", { name: "Synchronisations", exact: true }).click();
  for (const title of ["Stocks vers Dolibarr", "États des commandes vers la boutique", "Numéros de facture vers la boutique"]) {
    await expect(card(title).getByRole("button", { name: /^Lancer/ })).toBeVisible();
  }
  for (const tab of ["Connexions", "Comparaison", "Journal"]) {
    const link = page.getByRole("main").getByRole("link", { name: tab, exact: true });
    await link.click();
    await expect(link).toHaveAttribute("aria-current", "page");
    await expectAccessible(page);
  }
});

test("UI-34 UI-42 planned tasks are listed, searched, chosen and deleted together", async ({ page, request }) => {
  const { id } = await installTemplate(request, "Tâches");
  await page.goto(`/integrations/${id}/schedules`);
  const heads = ["task", "start", "interval", "next", "last"] as const;
  for (const name of heads.map((head) => texts.schedules[head])) {
    await expect(page.getByRole("columnheader", { name, exact: true })).toBeVisible();
  }
  const rows = page.getByRole("table").getByRole("row");
  const before = await rows.count();
  await page.getByRole("searchbox", { name: texts.schedules.search }).fill("vers dolibarr");
  await expect(rows).not.toHaveCount(before);
  for (const flow of ["Clients vers Dolibarr", "Produits vers Dolibarr"]) {
    await page.getByRole("checkbox", { name: texts.schedules.selectNamed.replace("{flow}", flow), exact: true }).click();
  }
  await expectAccessible(page);
  await page.getByRole("button", { name: new RegExp(`^${texts.schedules.remove}`) }).click();
  const confirm = page.getByRole("alertdialog");
  await confirm.getByRole("button", { name: new RegExp(`^${texts.schedules.remove}`) }).click();
  await page.getByRole("searchbox", { name: texts.schedules.search }).fill("");
  await expect(rows).toHaveCount(before - 2);
});

test("UI-44 UI-47 UI-54 UI-55 a run says when, where and how much; the statistics count it", async ({ page, request }) => {
  const flows = await installTemplate(request, "Chiffres");
  const run = await runToEnd(request, await startRun(request, flows.customers ?? ""));
  await page.goto(`/statistics?integration=${flows.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(texts.statistics.title);
  const byFlow = page.getByRole("region", { name: texts.statistics.perFlow }).getByRole("row").nth(1);
  await expect(byFlow).toContainText("Clients vers Dolibarr");
  await expect(byFlow.getByRole("cell").nth(2)).toHaveText(String(run.counts.total));
  await expect(page.getByRole("img", { name: /Enregistrements par jour et par résultat/ })).toBeVisible();
  const today = page.getByRole("region", { name: texts.statistics.asTable }).first().getByRole("row").nth(1);
  await expect(today.getByRole("cell").nth(1)).toHaveText("1");
  await expectAccessible(page);
  await page.getByRole("radio", { name: texts.statistics.directions.export }).click();
  await expect(page.getByText(texts.statistics.emptyTitle)).toBeVisible();
  await page.goto("/runs");
  await page.getByRole("table").getByRole("link", { name: "Clients vers Dolibarr" }).first().click();
  await expect(page.getByText(/Heures.*Europe\/Paris/)).toBeVisible();
  await expect(page.locator(".run-facts")).toContainText(texts.run.facts.duration);
});

test("each member chooses their own mails", async ({ page }) => {
  await page.goto("/settings");
  const card = page.getByRole("region", { name: texts.settings.mail.title });
  await card.getByLabel(texts.settings.mail.all).click();
  await page.getByRole("option", { name: texts.settings.mail.choices.failures }).click();
  await card.getByRole("button", { name: texts.ui.save }).click();
  await expect(page.getByText(texts.settings.mail.saved)).toBeVisible();
  await page.reload();
  await expect(card.getByLabel(texts.settings.mail.all)).toContainText(texts.settings.mail.choices.failures);
  await expectAccessible(page);
});

test("every page is walked by the keyboard: the first stop is seen, a dialog keeps the focus and gives it back", async ({
  page,
}) => {
  for (const path of [
    "/",
    "/integrations",
    "/runs",
    "/connections",
    "/schedules",
    "/people",
    "/settings",
    "/statistics",
    "/dead-letters",
  ]) {
    await page.goto(path);
    await page.keyboard.press("Tab");
    const outline = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!(focused instanceof HTMLElement) || focused === document.body) return "nothing";
      const { outlineStyle, boxShadow } = getComputedStyle(focused);
      return outlineStyle !== "none" || boxShadow !== "none" ? "seen" : focused.outerHTML;
    });
    expect(outline, path).toBe("seen");
  }
  await page.goto("/people");
  const opener = page.getByRole("button", { name: texts.people.add }).first();
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press("Tab");
    expect(await dialog.evaluate((node) => node.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
});
