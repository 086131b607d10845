import type { Page } from "@playwright/test";
import { addressOf, englishFlowNames, installTemplate } from "./api";
import { expect, expectAccessible, MESSAGES, signInToDemo, test, useLanguage } from "./fixtures";

const texts = MESSAGES.fr;

test.beforeEach(async ({ page, baseURL }) => {
  await useLanguage(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
});

test("UI-21 a wrong key and a bad address are told where they are, with what to do", async ({ page, request }) => {
  const shop = await addressOf(request, "prestashop");
  await page.goto("/connections");
  await page.getByRole("button", { name: texts.connections.add.title }).first().click();
  const panel = page.getByRole("complementary");
  await panel.getByRole("button", { name: /PrestaShop/ }).click();
  const address = panel.getByLabel("Adresse de la boutique");
  const submit = panel.getByRole("button", { name: texts.connections.add.submit });
  await address.fill("pas une adresse");
  await submit.click();
  await expect(panel.getByText(texts.connections.form.badUrl)).toBeVisible();
  await expect(panel.getByText(texts.connections.form.required)).toBeVisible();
  await expectAccessible(page);
  await address.fill(shop);
  await panel.getByLabel("Clé du webservice").fill("MAUVAISECLEMAUVAISECLEMAUVAISECL");
  await submit.click();
  await expect(panel.getByText("PrestaShop a refusé la clé (401).")).toBeVisible();
  await expect(panel.getByText(/Paramètres avancés/).first()).toBeVisible();
  await expectAccessible(page);
  await panel.getByRole("button", { name: texts.connections.remove }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: texts.connections.remove }).click();
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
});

test("UI-36 UI-38 UI-40 a weekly task with a repetition is saved and says when it runs", async ({ page, request }) => {
  await installTemplate(request, "Planifiée");
  await page.goto("/schedules");
  await page.getByRole("button", { name: texts.schedules.add }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(texts.schedules.kind).click();
  await page.getByRole("option", { name: texts.schedules.kinds.weekly }).click();
  const friday = dialog.getByRole("button", { name: "vendredi", exact: true });
  await friday.click();
  await dialog.getByLabel(texts.schedules.at, { exact: true }).fill("8h30");
  await dialog.getByLabel(texts.schedules.repeatInDay).click();
  const next = dialog.getByRole("region", { name: texts.schedules.nextRuns });
  await expect(next.getByRole("listitem")).toHaveCount(3);
  await expect(next.getByText(/vendredi/)).toHaveCount(0);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: texts.ui.save }).click();
  await expect(dialog).toHaveCount(0);
  const row = page.getByRole("row", { name: /lundi, mardi, mercredi et jeudi à 08:30, toutes les 5 min pendant 12 h/ });
  await expect(row).toHaveCount(1);
  await expect(row.getByRole("switch")).toBeChecked();
});

test("UI-13 UI-14 UI-15 UI-16 an integration is listed, made the default, duplicated and deleted", async ({ page, request }) => {
  await installTemplate(request, "Originale");
  await page.goto("/integrations");
  const listed = page.getByRole("row", { name: /Originale/ });
  await expect(listed).toContainText("PrestaShop vers Dolibarr");
  await expect(listed).toContainText(texts.state.attention);
  await page.getByRole("link", { name: "Originale", exact: true }).click();
  const menu = page.getByRole("button", { name: texts.ui.more, exact: true });
  await menu.click();
  await page.getByRole("menuitem", { name: texts.integration.default.set }).click();
  await expect(page.locator(".title-line").getByText(texts.integration.default.badge)).toBeVisible();
  await menu.click();
  await page.getByRole("menuitem", { name: texts.integration.duplicate.action }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  await dialog.getByLabel(texts.ui.name).fill("Deuxième boutique");
  await dialog.getByRole("button", { name: texts.integration.duplicate.action }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Deuxième boutique");
  await expect(page.locator(".flow-card")).not.toHaveCount(0);
  await menu.click();
  await page.getByRole("menuitem", { name: texts.integration.remove }).click();
  const confirm = page.getByRole("alertdialog");
  await expect(confirm.getByRole("heading")).toContainText("Deuxième boutique");
  await confirm.getByRole("button", { name: texts.integration.remove }).click();
  await page.waitForURL((url) => url.pathname === "/integrations");
  await expect(page.getByRole("link", { name: "Deuxième boutique" })).toHaveCount(0);
});

test("an API token is shown once and revoked", async ({ page }) => {
  await page.goto("/settings/tokens");
  await page.getByRole("button", { name: texts.tokens.add }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(texts.tokens.name).fill("Export de nuit");
  await dialog.getByRole("button", { name: texts.tokens.create }).click();
  const token = await dialog.getByLabel(texts.tokens.token, { exact: true }).inputValue();
  expect(token.length).toBeGreaterThan(20);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: texts.tokens.done }).click();
  await page.reload();
  await expect(page.getByText(token)).toHaveCount(0);
  const row = page.getByRole("row", { name: /Export de nuit/ });
  await row.getByRole("button").click();
  await page.getByRole("alertdialog").getByRole("button", { name: texts.tokens.revoke }).click();
  await expect(row).toHaveCount(0);
});

/** Common words of English that no French page should hold; names of systems and keys are not among them. */
const ENGLISH =
  /\b(the|and|with|your|this|that|from|search|save|cancel|delete|failed|created|updated|unchanged|settings|loading|please|none|every|last run|next run)\b/i;

test("pages speak French, are accessible in both themes, and fit 900 px", async ({ page, request, baseURL }) => {
  await installTemplate(request, "Maison Lavande");
  const address = await integrationAddress(page);
  const paths = ["/", "/integrations", "/flows", "/runs", "/review", "/dead-letters", "/connections", "/tables", "/gallery"];
  const tabs = ["", "/settings", "/tables", "/schedules", "/connections", "/journal"].map((tab) => address + tab);
  // An integration installed by an English reader keeps the names its flows were given then.
  const english = await englishFlowNames(request);
  const all = [...paths, ...tabs, "/schedules", "/people", "/settings", "/settings/tokens", "/settings/audit", "/nulle-part"];
  for (const [index, path] of all.entries()) {
    const theme = index % 2 === 0 ? "light" : "dark";
    await page.context().addCookies([{ name: "passerelle-theme", value: theme, url: baseURL ?? "" }]);
    await page.setViewportSize({ width: index % 3 === 0 ? 900 : 1440, height: 900 });
    await page.goto(path);
    await expect(page.getByRole("main")).toBeVisible();
    await expect(page.locator(".skeleton")).toHaveCount(0);
    // biome-ignore lint/performance/useDomNodeTextContent: words as they are seen; a locator outlives a page that sends elsewhere
    const seen = await page.getByRole("main").innerText();
    const words = english.reduce((text, name) => text.replaceAll(name, ""), seen);
    expect(ENGLISH.exec(words)?.[0], `${path}: ${words}`).toBeUndefined();
    const overflow = await page.locator("html").evaluate((html) => html.scrollWidth - window.innerWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  }
});

async function integrationAddress(page: Page): Promise<string> {
  await page.goto("/integrations");
  const href = await page.getByRole("link", { name: "Maison Lavande", exact: true }).first().getAttribute("href");
  return href ?? "";
}

test("UI-24 UI-25 UI-27 a table is searched, filtered, filled with its default and saved", async ({ page, request }) => {
  await installTemplate(request, "Tables remplies");
  await page.goto("/tables");
  await page
    .getByRole("row", { name: /Taux de TVA/ })
    .filter({ hasText: "Tables remplies" })
    .getByRole("link", { name: "Taux de TVA" })
    .click();
  const rows = page.locator(".map-grid tbody tr").filter({ has: page.getByRole("checkbox") });
  await expect(rows).not.toHaveCount(0);
  const all = await rows.count();
  await page.getByLabel(texts.tables.search).fill("ust");
  await expect(rows).toHaveCount(2);
  await page.getByLabel(texts.tables.search).fill("");
  await page.getByLabel(texts.tables.filterBy.replace("{column}", texts.tables.origin)).click();
  await page.getByRole("option", { name: texts.tables.reason.fails }).click();
  await expect(rows).toHaveCount(4);
  await page.getByLabel(texts.tables.selectAll).click();
  await page.locator(".defaults").getByRole("combobox").click();
  await page.getByPlaceholder(texts.ui.search, { exact: true }).fill("20");
  await page.keyboard.press("Enter");
  await page
    .locator(".defaults")
    .getByRole("button", { name: texts.tables.apply.replace("{count}", "4") })
    .click();
  // They stay in sight under the filter they no longer answer: a person looks at what they have just done.
  await expect(rows.getByText(texts.tables.reason.changed)).toHaveCount(4);
  await expectAccessible(page);
  await page.keyboard.press("Control+s");
  await expect(page.getByText(texts.tables.saved)).toBeVisible();
  await page.reload();
  await expect(rows).toHaveCount(all);
  await expect(page.locator(".coverage")).toContainText(`${all} sur ${all}`);
});
