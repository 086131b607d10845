import type { Locator, Page } from "@playwright/test";
import { installTemplate, integrationCount } from "./api";
import { expect, expectAccessible, MESSAGES, useLanguage as showIn, signInToDemo, test } from "./fixtures";

const texts = MESSAGES.fr;
const { gallery, ui, integration } = texts;

/** Goes on with the Tab key until the element has the focus, as who has no mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const MOST = 80;
  for (let presses = 0; presses < MOST; presses += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${target} is not reached by the Tab key`);
}

test("UI-06 UI-07 UI-08 UI-09 UI-11 the wizard is walked by the keyboard alone, gone back in, and makes one integration at its end", async ({
  page,
  request,
  baseURL,
}) => {
  await showIn(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  const before = await integrationCount(request);
  await page.goto("/gallery");
  const choose = page.getByRole("button", { name: new RegExp(`^${gallery.chooseNamed.split("{")[0]}`) }).first();
  await choose.focus();
  await page.keyboard.press("Enter");
  const wizard = page.getByRole("complementary", { name: gallery.wizard.label });
  const next = wizard.getByRole("button", { name: ui.next });
  const press = async (button: Locator) => {
    await tabTo(page, button);
    await page.keyboard.press("Enter");
  };
  await expect(wizard).toBeVisible();
  await expect(wizard.getByRole("heading", { name: gallery.wizard.steps[2] })).toBeVisible();
  await press(next);
  const stocks = wizard.getByRole("switch", { name: "Stocks", exact: true });
  await expect(stocks).not.toBeChecked();
  await tabTo(page, stocks);
  await page.keyboard.press("Space");
  await expect(stocks).toBeChecked();
  await expectAccessible(page);
  await press(next);
  await expect(wizard.getByLabel(gallery.wizard.name)).toBeVisible();
  await press(wizard.getByRole("button", { name: ui.back }));
  await expect(stocks).toBeChecked();
  expect(await integrationCount(request)).toBe(before);
  await press(next);
  const name = wizard.getByLabel(gallery.wizard.name);
  await tabTo(page, name);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Au clavier");
  await press(wizard.getByRole("button", { name: gallery.wizard.create, exact: true }));
  await page.waitForURL(/\/integrations\/int_/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Au clavier");
  await expect(page.locator(".flow-card").filter({ hasText: "Stocks vers Dolibarr" })).toBeVisible();
  expect(await integrationCount(request)).toBe(before + 1);
});

test("UI-12 UI-18 UI-19 UI-22 areas, batch sizes and the debug mode are changed later; both systems are read again", async ({
  page,
  request,
  baseURL,
}) => {
  await showIn(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  const { id } = await installTemplate(request, "Réglée plus tard");
  await page.goto(`/integrations/${id}/settings`);
  await page.getByRole("switch", { name: "Clients", exact: true }).click();
  const { advanced } = integration.settings;
  await page.getByText(advanced.title, { exact: true }).click();
  const batch = page.getByLabel(advanced.batch.replace("{flow}", "Commandes vers Dolibarr"));
  await batch.fill("25");
  await page.getByRole("switch", { name: advanced.debug }).click();
  await expectAccessible(page);
  await page.keyboard.press("Control+s");
  await expect(page.getByText(integration.settings.saved)).toBeVisible();
  await page.reload();
  await expect(batch).toHaveValue("25");
  await expect(page.getByRole("switch", { name: advanced.debug })).toBeChecked();
  await page.getByRole("main").getByRole("link", { name: integration.tabs.flows, exact: true }).click();
  await expect(page.locator(".flow-card").first()).toBeVisible();
  await expect(page.locator(".flow-card").filter({ hasText: "Clients vers Dolibarr" })).toHaveCount(0);
  await page.getByRole("button", { name: integration.refresh.action }).click();
  await expect(page.getByText(/^Les deux systèmes ont été relus/)).toBeVisible();
});
