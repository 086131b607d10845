import { expect, expectAccessible, MESSAGES, signInToDemo, test, useLanguage } from "./fixtures";

const texts = MESSAGES.fr;

test("UI-23 the menu leads everywhere and folds; language, look, search and account are above every page", async ({
  page,
  baseURL,
}) => {
  await useLanguage(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  const menu = page.getByRole("navigation", { name: texts.nav.label });
  for (const name of ["integrations", "flows", "runs", "review", "connections", "tables", "gallery", "schedules"] as const) {
    await menu.getByRole("link", { name: texts.nav[name] }).click();
    await expect(menu.getByRole("link", { name: texts.nav[name] })).toHaveAttribute("aria-current", "page");
  }
  const width = async () => (await menu.boundingBox())?.width ?? 0;
  const open = await width();
  await menu.getByRole("button", { name: texts.nav.collapse }).click();
  await expect.poll(width).toBeLessThan(open / 2);
  await page.reload();
  await expect.poll(width).toBeLessThan(open / 2);
  await menu.getByRole("button", { name: texts.nav.expand }).click();
  await expect.poll(width).toBe(open);

  // The search is loaded when it is first asked for.
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: texts.search.title }).fill("tâches");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/schedules");
  await expectAccessible(page);

  await expect(page.getByRole("button", { name: texts.top.theme })).toBeVisible();
  await expect(page.getByRole("button", { name: texts.top.person.split("{name}")[0]?.split("}")[1] ?? "" })).toBeVisible();
  await expect(page.getByRole("banner").getByText("Maison Lavande")).toBeVisible();
  await page.getByRole("button", { name: texts.top.languages.fr }).click();
  await page.getByText(texts.top.languages.en, { exact: true }).click();
  await expect(page.getByRole("navigation", { name: MESSAGES.en.nav.label })).toBeVisible();
  await expect(page.getByRole("link", { name: MESSAGES.en.nav.flows, exact: true }).first()).toBeVisible();
});
