import type { Page } from "@playwright/test";
import { installTemplate } from "./api";
import { expect, expectAccessible, MESSAGES, useLanguage as showIn, signInToDemo, test } from "./fixtures";

const texts = MESSAGES.fr;
const { tables } = texts;

async function openTable(page: Page, integrationId: string, title: string): Promise<void> {
  await page.goto(`/integrations/${integrationId}/tables`);
  const list = page.getByRole("navigation", { name: tables.listLabel });
  await list.getByRole("link", { name: new RegExp(`^${title}`) }).click();
  await expect(page.getByRole("heading", { level: 2, name: title })).toBeVisible();
}

const rowsOf = (page: Page) => page.locator(".map-grid tbody tr").filter({ has: page.getByRole("checkbox") });

test("UI-24 EBP-90 a payment mode gets a row for one currency by the keyboard alone; what is open stays open when it is saved", async ({
  page,
  request,
  baseURL,
}) => {
  await showIn(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  const { id = "" } = await installTemplate(request, "Règlements par devise");
  await openTable(page, id, "Modes de règlement");
  const rows = rowsOf(page);
  await expect(rows).not.toHaveCount(0);
  const before = await rows.count();
  await rows
    .first()
    .getByRole("button", { name: /^Ajouter un cas/ })
    .focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: /^Un cas de/ });
  await expectAccessible(page);
  await dialog.getByRole("combobox", { name: "Devise" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByPlaceholder(texts.ui.search, { exact: true })).toBeFocused();
  await page.keyboard.type("usd");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: tables.condition.create }).focus();
  await page.keyboard.press("Enter");
  await expect(rows).toHaveCount(before + 1);
  const added = rows.filter({ hasText: "si Devise = USD" });
  await expect(added).toContainText(tables.reason.changed);

  await page.keyboard.press("Control+s");
  await added.getByRole("combobox").first().focus();
  await page.keyboard.press("Enter");
  const list = page.getByRole("listbox");
  await expect(list).toBeVisible();
  await expect(page.getByText(tables.saved)).toBeVisible();
  await expect(added).toContainText(tables.reason.manual);
  await expect(list).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator(".dock")).toHaveCount(0);

  await page.reload();
  await expect(added).toContainText(tables.reason.manual);
  await added.getByRole("button", { name: /^Supprimer le cas/ }).focus();
  await page.keyboard.press("Enter");
  await expect(added).toContainText(tables.reason.removed);
  await page.keyboard.press("Control+s");
  await expect(rows).toHaveCount(before);
});

test("UI-25 UI-26 the default goes to the chosen rows, which stay chosen; the flows that use a table are one click away", async ({
  page,
  request,
  baseURL,
}) => {
  await showIn(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  const { id = "" } = await installTemplate(request, "Choisies");
  await openTable(page, id, "Modes de règlement");
  const rows = rowsOf(page);
  await rows.nth(0).getByRole("checkbox").check();
  await rows.nth(1).getByRole("checkbox").check();
  await page.locator(".defaults").getByRole("combobox").first().click();
  await page.getByRole("option", { name: /Chèque/ }).click();
  await page.getByRole("button", { name: tables.apply.replace("{count}", "2") }).click();
  await expect(rows.nth(0)).toContainText("Chèque");
  await expect(rows.nth(1)).toContainText("Chèque");
  await page.getByRole("button", { name: texts.ui.discard }).click();
  await expect(rows.getByText(tables.reason.changed)).toHaveCount(0);
  await expect(rows.nth(0).getByRole("checkbox")).toBeChecked();
  await page.locator(".used-by").getByRole("link").first().click();
  await expect(page).toHaveURL(/\/flows\/flw_|\/flows\//);
});
