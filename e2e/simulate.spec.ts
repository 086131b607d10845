import type { APIRequestContext } from "@playwright/test";
import { z } from "zod";
import { addressOf, installTemplate, runToEnd, startRun } from "./api";
import { expect, expectAccessible, type Language, MESSAGES, signInToDemo, TOKEN, test, useLanguage } from "./fixtures";
import { EditorPage } from "./pages/editor-page";

const LANGUAGES: readonly Language[] = ["fr", "en"];
const RUN_TWO = { fr: "Lancer pour ces 2 enregistrements", en: "Run these 2 records" };
const headers = { authorization: `Bearer ${TOKEN}` };

for (const language of LANGUAGES) {
  test(`what the target would get is shown to the cent, nothing is written, and exactly two of them are run (${language})`, async ({
    page,
    request,
    baseURL,
  }) => {
    const texts = MESSAGES[language].simulation;
    await useLanguage(page, language, baseURL ?? "");
    await signInToDemo(page, language);
    const { orders = "" } = await installTemplate(request, `Simulation ${language}`);
    const before = await writesTo(request, "dolibarr");

    await new EditorPage(page, language).open(orders);
    await page.getByRole("link", { name: MESSAGES[language].editor.simulate }).click();
    await expect(page.getByRole("heading", { level: 1, name: texts.title })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("spinbutton", { name: texts.start.limit }).fill("40");
    await page.getByRole("button", { name: texts.start.go, exact: true }).click();
    await page.waitForURL(/\/simulation\/sim_/);
    const rows = page.getByRole("row").filter({ has: page.getByRole("checkbox", { checked: false }) });
    await expect(page.getByText(texts.cost.title)).toBeVisible();
    expect(await writesTo(request, "dolibarr")).toBe(before);

    // Tiles are the filters; a search narrows what they leave.
    await page.getByRole("button", { name: new RegExp(`^${texts.tile.ignored}`) }).click();
    await expect(page.getByText(texts.result.created, { exact: true })).toHaveCount(0);
    await page.getByRole("button", { name: new RegExp(`^${texts.tile.created}`) }).click();
    await rows.nth(1).locator(".run-record-name").click();
    const panel = page.getByRole("complementary");
    await expect(panel.getByText(texts.proof.equal)).toBeVisible();
    await expect(panel.getByText(texts.proof.vat)).toBeVisible();
    await expectAccessible(page);

    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: texts.export }).click();
    await page.getByRole("menuitem", { name: texts.exportCsv }).click();
    expect((await download).suggestedFilename()).toMatch(/^difference-sim_.*\.csv$/);

    const choices = page.locator("tbody").getByRole("checkbox", { name: labelled(texts.choose) });
    await choices.nth(0).click();
    await choices.nth(1).click();
    await page.getByRole("button", { name: RUN_TWO[language] }).click();
    await page.waitForURL(/\/runs\/run_/);
    const run = await runToEnd(request, page.url().split("/").at(-1) ?? "");
    expect(run).toMatchObject({ status: "succeeded", counts: { total: 2, created: 2, failed: 0 } });
  });
}

test("un changement du brouillon se rejoue sur de vrais enregistrements et se lit champ par champ", async ({
  page,
  request,
  baseURL,
}) => {
  const texts = MESSAGES.fr.simulation;
  await useLanguage(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  const { customers = "" } = await installTemplate(request, "Rejeu");
  expect((await runToEnd(request, await startRun(request, customers))).status).toBe("succeeded");
  await changeDraft(request, customers, (text) => text.replace('client\\": 1', 'client\\": 3'));
  const before = await writesTo(request, "dolibarr");

  await page.goto(`/flows/${customers}/simulation`);
  await page.getByRole("radio", { name: texts.start.replay }).click();
  await page.getByRole("button", { name: texts.start.goReplay, exact: true }).click();
  await page.waitForURL(/\/simulation\/sim_/);
  const first = page.getByRole("button", { name: labelled(texts.fieldsOf) }).first();
  await first.click();
  const field = page.locator(".sim-changes > dl > div").first();
  await expect(field).toContainText(texts.field.client);
  await expect(field.locator(".old")).toContainText("1");
  await expect(field.locator(".now")).toContainText("3");
  await expectAccessible(page);

  // The same change as what the target would get; it can only be run once it is published.
  await page.goto(`/flows/${customers}/simulation`);
  await page.getByRole("combobox", { name: texts.start.source }).click();
  await page.getByRole("option", { name: texts.start.period }).click();
  await page.getByRole("spinbutton", { name: texts.start.limit }).fill("3");
  await page.getByRole("button", { name: texts.start.go, exact: true }).click();
  await page.waitForURL(/\/simulation\/sim_/);
  await expect(page.getByText(texts.result.updated, { exact: true })).toHaveCount(3);
  expect(await writesTo(request, "dolibarr")).toBe(before);
  await page.getByRole("button", { name: "Lancer pour ces 3 enregistrements" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: texts.publishAndRun }).click();
  await page.waitForURL(/\/runs\/run_/);
  const run = await runToEnd(request, page.url().split("/").at(-1) ?? "");
  expect(run).toMatchObject({ status: "succeeded", counts: { total: 3, failed: 0 } });
});

test("une étape s’essaie sur un fichier XML, se regarde côte à côte, et sa sortie s’épingle pour les essais seuls", async ({
  page,
  request,
  baseURL,
}) => {
  const texts = MESSAGES.fr.editor.try;
  await useLanguage(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  const { customers = "" } = await installTemplate(request, "Essai épinglé");
  const editor = new EditorPage(page, "fr");
  await editor.open(customers);
  await editor.select("living");
  const panel = editor.inspector().getByRole("region", { name: texts.data });
  await panel.getByRole("button", { name: texts.source.title }).click();
  await page.getByRole("menuitem", { name: texts.source.pasted }).click();
  await page
    .getByLabel(texts.file)
    .and(page.locator("input"))
    .setInputFiles({
      name: "client.xml",
      mimeType: "text/xml",
      buffer: Buffer.from(
        "<prestashop><customer><id>990001</id><lastname>Essai</lastname><email>essai@example.com</email><deleted>0</deleted><is_guest>0</is_guest></customer></prestashop>",
      ),
    });
  await page.getByRole("button", { name: texts.usePasted }).click();
  await panel.getByRole("button", { name: texts.thisStep, exact: true }).click();
  await expect(panel).toContainText("Essai");

  await panel.getByRole("button", { name: texts.sideBySide }).click();
  const view = page.getByRole("dialog");
  for (const name of [texts.view.table, texts.view.tree, texts.view.json]) {
    await view.getByRole("radio", { name }).click();
    await expect(view.getByRole("region", { name: texts.output, exact: true }).first()).toContainText("essai@example.com");
  }
  await expectAccessible(page);
  await view.getByRole("button", { name: texts.close, exact: true }).click();

  await panel.getByRole("button", { name: texts.pin, exact: true }).click();
  await expect(editor.node("living").getByRole("img", { name: texts.isPinned })).toBeVisible();
  // Later tries use it, whatever is read; it outlives the page.
  await editor.open(customers);
  await editor.select("living");
  await panel.getByRole("button", { name: texts.thisStep, exact: true }).click();
  await expect(panel).toContainText("Essai");
  // A run reads the shop.
  const run = await runToEnd(request, await startRun(request, customers));
  expect(run.status).toBe("succeeded");
  expect(run.counts.total).toBeGreaterThan(1);
});

/** A text with a name in it, whatever the name. */
function labelled(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^$()[\]\\|]/g, "\\$&").replace(/\{\w+\}/g, ".+")}$`);
}

async function writesTo(request: APIRequestContext, connector: string): Promise<number> {
  const reply = await request.get(`${await addressOf(request, connector)}/__sandbox/stats`);
  const { byMethod } = z.object({ byMethod: z.record(z.string(), z.number()) }).parse(await reply.json());
  return Object.entries(byMethod).reduce((sum, [method, count]) => (method === "GET" ? sum : sum + count), 0);
}

async function changeDraft(request: APIRequestContext, flowId: string, change: (text: string) => string): Promise<void> {
  const { draft } = z
    .object({ draft: z.unknown() })
    .parse(await (await request.get(`/api/v1/flows/${flowId}`, { headers })).json());
  const text = JSON.stringify(draft);
  expect(change(text)).not.toBe(text);
  const reply = await request.put(`/api/v1/flows/${flowId}/draft`, { headers, data: JSON.parse(change(text)) });
  expect(reply.ok(), await reply.text()).toBe(true);
}
