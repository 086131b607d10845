import { expect, expectAccessible, type Language, MESSAGES, signInToDemo, test, useLanguage } from "./fixtures";
import { GalleryPage } from "./pages/gallery-page";
import { IntegrationPage } from "./pages/integration-page";

const LANGUAGES: readonly Language[] = ["fr", "en"];

for (const language of LANGUAGES) {
  test(`UI-29 a merchant installs a template, runs a flow twice and fills a table (${language})`, async ({ page, baseURL }) => {
    const texts = MESSAGES[language];
    await useLanguage(page, language, baseURL ?? "");
    await signInToDemo(page, language);
    await expect(page.locator("html")).toHaveAttribute("lang", language);

    const gallery = new GalleryPage(page, language);
    await gallery.open();
    await gallery.chooseOnDemo();
    await expectAccessible(page);
    const name = `Boutique ${language}`;
    const id = await gallery.finish(name);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);

    const integration = new IntegrationPage(page, language);
    await integration.run(1);
    await integration.run(1);
    await expect(integration.card(1).getByTitle(texts.runs.counts.unchanged)).toBeVisible();
    await expectAccessible(page);

    await integration.openTab("tables");
    await expect(page.getByRole("button", { name: texts.tables.match })).toBeVisible();
    await expectAccessible(page);

    await page.goto("/");
    await expect(page.getByRole("link", { name })).toBeVisible();
    await expectAccessible(page);
    await page.goto(`/integrations/${id}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  });
}

test("UI-21 a connection is tested and says what it found", async ({ page, baseURL }) => {
  const texts = MESSAGES.en;
  await useLanguage(page, "en", baseURL ?? "");
  await signInToDemo(page, "en");
  await page.goto("/connections");
  await page
    .getByRole("row", { name: /Lavande · PrestaShop/ })
    .getByRole("button", { name: texts.connections.test, exact: true })
    .click();
  const panel = page.getByRole("complementary");
  await expect(panel.getByText(/^Version /)).toBeVisible();
  await expectAccessible(page);
});

test("pages fit a window of 900 px without scrolling sideways", async ({ page, baseURL }) => {
  await useLanguage(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  await page.setViewportSize({ width: 900, height: 900 });
  for (const path of [
    "/",
    "/integrations",
    "/flows",
    "/runs",
    "/review",
    "/connections",
    "/tables",
    "/gallery",
    "/schedules",
    "/settings",
    "/people",
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});
