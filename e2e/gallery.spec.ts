import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { exportedIntegration, importIntegration, installTemplate, integrationCount } from "./api";
import { expect, expectAccessible, type Language, MESSAGES, useLanguage as showIn, signInToDemo, test } from "./fixtures";
import { EditorPage } from "./pages/editor-page";
import { GalleryPage } from "./pages/gallery-page";

const LANGUAGES: readonly Language[] = ["fr", "en"];

async function open(page: Page, language: Language, baseURL: string | undefined): Promise<void> {
  await showIn(page, language, baseURL ?? "");
  await signInToDemo(page, language);
}

for (const language of LANGUAGES) {
  test(`UI-02 UI-03 UI-04 UI-05 UI-21 an integration is chosen by type, back office and shop, tested, gone back on and cancelled (${language})`, async ({
    page,
    request,
    baseURL,
  }) => {
    const { gallery, ui, integration } = MESSAGES[language];
    await open(page, language, baseURL);
    const before = await integrationCount(request);
    await page.goto("/gallery");
    await page.getByRole("button", { name: gallery.guide.open }).click();
    const guide = page.getByRole("complementary", { name: gallery.guide.label });
    await expect(guide.getByRole("radio", { name: gallery.guide.profiles.commercial.title })).toBeChecked();
    await expect(guide.getByRole("button", { name: ui.next })).toBeDisabled();
    await guide.getByRole("radio", { name: /Dolibarr/ }).click();
    await expect(guide.getByRole("radio", { name: /PrestaShop.*\d/ })).toBeVisible();
    await guide.getByRole("radio", { name: /PrestaShop/ }).click();
    await expectAccessible(page);
    await guide.getByRole("button", { name: ui.next }).click();

    const wizard = page.getByRole("complementary", { name: gallery.wizard.label });
    await expect(wizard.locator(".flow-drawing").first()).toBeVisible();
    await expect(wizard).toContainText(gallery.wizard.needs);
    await expectAccessible(page);
    await wizard.getByRole("button", { name: ui.next }).click();
    await wizard.getByRole("button", { name: integration.connections.test }).first().click();
    await expect(wizard.getByRole("status").filter({ hasText: /\d/ }).first()).toBeVisible();
    await wizard.getByRole("button", { name: ui.next }).click();
    await wizard.getByRole("button", { name: ui.next }).click();
    await expect(wizard.getByLabel(gallery.wizard.name)).toHaveValue("PrestaShop × Dolibarr");
    await wizard.getByRole("button", { name: ui.back }).click();
    await wizard.getByRole("button", { name: ui.cancel }).click();
    await expect(wizard).toHaveCount(0);
    expect(await integrationCount(request)).toBe(before);
  });
}

test("a template is tried on the demo data in one click", async ({ page, baseURL }) => {
  await open(page, "fr", baseURL);
  const gallery = new GalleryPage(page, "fr");
  await gallery.open();
  await gallery.tryWithDemoData();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("PrestaShop × Dolibarr");
  await expect(page.locator(".flow-card").first()).toBeVisible();
});

test("a whole integration goes into a file and comes back; a bad file says where, and makes nothing", async ({
  page,
  request,
  baseURL,
}) => {
  const { integrations, integration, ui } = MESSAGES.fr;
  await open(page, "fr", baseURL);
  const { id = "" } = await installTemplate(request, "À emporter");
  await page.goto(`/integrations/${id}`);
  await page.getByRole("button", { name: ui.more, exact: true }).first().click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: integration.export.action }).click();
  const text = readFileSync(await (await download).path(), "utf8");
  expect(text).not.toMatch(/127\.0\.0\.1|con_[a-z0-9]{8}/);

  await page.goto("/integrations");
  const before = await integrationCount(request);
  const input = page.locator('input[type="file"]');
  const bad = text.replace('"kind": "write"', '"kind": "magic"');
  await input.setInputFiles({ name: "abimé.json", mimeType: "application/json", buffer: Buffer.from(bad) });
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("alert")).toContainText(/flows\.\d+\.document\.nodes\.\d+\.kind/);
  await expect(dialog.getByRole("button", { name: integrations.import.confirm })).toBeDisabled();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: ui.cancel }).click();
  expect(await integrationCount(request)).toBe(before);

  await input.setInputFiles({ name: "boutique.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await dialog.getByLabel(ui.name).fill("Revenue du fichier");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: integrations.import.confirm }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Revenue du fichier");
  expect(await integrationCount(request)).toBe(before + 1);
});

test("a flow is merged with the newer version of its template, difference by difference", async ({ page, request, baseURL }) => {
  const { template, menu } = MESSAGES.fr.editor;
  await open(page, "fr", baseURL);
  const { id = "" } = await installTemplate(request, "Ancienne version");
  // As it would be had it been installed from an older template, then changed here in one of the places it changed.
  const file = await exportedIntegration(request, id);
  const flows = file.flows.map((flow) => {
    if (flow.key !== "customers") return flow;
    const older = JSON.parse(JSON.stringify(flow.document).replaceAll('"upsert"', '"create"')) as typeof flow.document;
    const nodes = older.nodes.filter((node) => node.id !== "contact");
    const edges = older.edges.filter((edge) => edge.source !== "contact" && edge.target !== "contact");
    const mine = nodes.map((node) => (node.id === "thirdparty" ? { ...node, config: { ...node.config, mode: "update" } } : node));
    return {
      ...flow,
      document: { ...older, nodes: mine, edges },
      templateBase: { version: 0, locale: "fr", document: { ...older, nodes, edges } },
    };
  });
  const imported = await importIntegration(request, { ...file, flows, name: "Ancienne" });
  const editor = new EditorPage(page, "fr");
  await editor.open(imported.customers ?? "");
  await expect(editor.node("contact")).toHaveCount(0);
  await page.getByRole("button", { name: menu.newer.replace("{version}", "1") }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(template.conflict);
  await expectAccessible(page);
  await dialog.getByRole("radio", { name: template.drawing }).click();
  await expect(dialog.locator(".picture-card.added").first()).toBeVisible();
  await dialog.getByRole("radio", { name: template.list }).click();
  // The conflict stays as it is here, the rest is taken.
  await dialog.getByRole("button", { name: /^Reprendre/ }).click();
  await expect(editor.node("contact")).toBeVisible();
  await expect(page.getByRole("button", { name: menu.newer.replace("{version}", "1") })).toHaveCount(0);
  await editor.select("thirdparty");
  await editor.expectSaved();
  await page.keyboard.press("Escape");
  await page.locator(".react-flow__pane").click({ position: { x: 8, y: 8 } });
  await page.keyboard.press("Control+z");
  await expect(editor.node("contact")).toHaveCount(0);
});

test("UI-24 UI-27 a mapping table goes through a spreadsheet, remembers who changed it, and counts live records", async ({
  page,
  request,
  baseURL,
}) => {
  const { tables, ui } = MESSAGES.fr;
  await open(page, "fr", baseURL);
  const { id = "" } = await installTemplate(request, "Tableur");
  await page.goto(`/integrations/${id}/tables`);
  await page
    .getByRole("link", { name: /Taux de TVA/ })
    .first()
    .click();
  const editor = page.locator(".map-editor");
  await expect(editor).toContainText(/Utilisée par \d+ flux/);
  await editor.getByRole("button", { name: tables.live.measure }).click();
  await expect(editor.locator(".live-coverage li").first()).toContainText(/enregistrement/);
  await expectAccessible(page);

  await editor.getByRole("button", { name: ui.more }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: tables.file.csv }).click();
  const lines = readFileSync(await (await download).path(), "utf8").split("\r\n");
  const input = editor.locator('input[type="file"]');
  const wrong = [lines[0] ?? "", "rien;;20;"].join("\r\n");
  await input.setInputFiles({ name: "taux.csv", mimeType: "text/csv", buffer: Buffer.from(wrong) });
  await expect(page.getByRole("alert")).toContainText("ligne 2");
  await page.getByRole("button", { name: ui.close, exact: true }).click();
  const mapped = lines
    .slice(2)
    .map((line) => line.split(";"))
    .find((cells) => cells[2] !== "" && cells[2] !== undefined);
  const filled = lines.map((line, index) => {
    const cells = line.split(";");
    return index > 1 && cells[0] && cells[2] === "" ? [cells[0], cells[1], mapped?.[2], ""].join(";") : line;
  });
  await input.setInputFiles({ name: "taux.csv", mimeType: "text/csv", buffer: Buffer.from(filled.join("\r\n")) });
  await expect(page.getByText(/lignes? reprises? du fichier/)).toBeVisible();
  // The table is drawn anew with what the file brought: a menu opened before would close.
  await expect(editor.locator(".coverage")).toContainText(/(\d+) sur \1(?!\d)/);
  await editor.getByRole("button", { name: ui.more }).click();
  await page.getByRole("menuitem", { name: tables.history.title }).click();
  await expect(page.getByRole("dialog").locator("section").first()).toContainText(/a changé \d+ valeur/);
  await expectAccessible(page);
});
