import { nodeDefinition } from "../engine/nodes/definitions";
import { installTemplate, lastRunOf, publishedVersion, runToEnd, startRun } from "./api";
import { expect, expectAccessible, type Language, MESSAGES, signInToDemo, test, useLanguage } from "./fixtures";
import { EditorPage } from "./pages/editor-page";

const LANGUAGES: readonly Language[] = ["fr", "en"];

for (const language of LANGUAGES) {
  test(`an integrator opens a flow, changes it, publishes and runs it (${language})`, async ({ page, request, baseURL }) => {
    const texts = MESSAGES[language].editor;
    await useLanguage(page, language, baseURL ?? "");
    await signInToDemo(page, language);
    const { customers = "" } = await installTemplate(request, `Concepteur ${language}`);
    const first = await runToEnd(request, await startRun(request, customers));
    expect(first).toMatchObject({ status: "succeeded", counts: { failed: 0 } });

    const editor = new EditorPage(page, language);
    await editor.open(customers);
    const steps = await editor.nodes().count();
    await expectAccessible(page);

    // A step dragged from the palette is not connected yet: its problems show on it.
    await editor.drop(nodeDefinition("filter").title[language], { x: 0.25, y: 0.85 });
    await expect(editor.nodes()).toHaveCount(steps + 1);
    await expect(editor.page.locator(".step-card .problem").first()).toBeVisible();
    await expect(editor.button(texts.publish)).toBeDisabled();

    // One gesture is one undo.
    await page.locator(".react-flow__pane").click({ position: { x: 8, y: 8 } });
    await page.keyboard.press("Control+z");
    await expect(editor.nodes()).toHaveCount(steps);
    await page.keyboard.press("Control+Shift+z");
    await expect(editor.nodes()).toHaveCount(steps + 1);

    // A line drawn with the pointer, then the condition written in the editor of expressions.
    const wires = await editor.wires().count();
    const added = editor.nodes().last();
    await editor.connect(editor.node("contact"), added);
    await expect(editor.wires()).toHaveCount(wires + 1);
    await added.locator("header").click();
    await editor.inspector().locator(".monaco-editor").first().click();
    await page.keyboard.type("true");
    // What is left is a warning: nothing follows the filter.
    await expect(editor.button(texts.publish)).toBeEnabled();

    await editor.select("thirdparty");
    await editor.inspector().getByLabel(texts.inspector.name).fill("Tiers de la boutique");
    await expect(editor.node("thirdparty")).toContainText("Tiers de la boutique");
    await editor.expectSaved();

    await editor.button(texts.publish).click();
    await expect(page.getByText(texts.published.replace("{number}", "2")).first()).toBeVisible();
    expect(await publishedVersion(request, customers)).toBe(2);

    await editor.button(texts.run).click();
    await expect.poll(async () => (await lastRunOf(request, customers))?.status, { timeout: 180_000 }).toBe("succeeded");
    await expect(editor.node("thirdparty").locator("footer")).not.toContainText(texts.notRun);
  });
}

test("a step is tried on records that are only read: input and output are shown, nothing is written", async ({
  page,
  request,
  baseURL,
}) => {
  const texts = MESSAGES.fr.editor;
  await useLanguage(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  const { customers = "" } = await installTemplate(request, "Essai d’une étape");
  const editor = new EditorPage(page, "fr");
  await editor.open(customers);
  await editor.select("thirdparty");
  await editor.inspector().getByRole("button", { name: texts.try.thisStep, exact: true }).click();
  const test = editor.inspector().getByRole("region", { name: texts.try.data });
  await expect(test).toContainText("tiers");
  await test.getByRole("radio", { name: texts.try.input }).click();
  await expect(test).toContainText("firstname");
  expect(await lastRunOf(request, customers)).toBeUndefined();
});

test("two people on one flow: the second is told, and nothing is overwritten", async ({ page, request, browser, baseURL }) => {
  const texts = MESSAGES.fr.editor;
  await useLanguage(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  const { products = "" } = await installTemplate(request, "À deux");
  const other = await browser.newContext({ baseURL, storageState: await page.context().storageState() });
  try {
    const mine = new EditorPage(page, "fr");
    const theirs = new EditorPage(await other.newPage(), "fr");
    await mine.open(products);
    await theirs.open(products);
    await theirs.select("product");
    await theirs.inspector().getByLabel(texts.inspector.name).fill("Fiche produit");
    await theirs.expectSaved();
    await mine.select("product");
    await mine.inspector().getByLabel(texts.inspector.name).fill("Autre nom");
    await expect(page.getByText(texts.conflict.text)).toBeVisible();
    await page.reload();
    await expect(mine.node("product")).toContainText("Fiche produit");
  } finally {
    await other.close();
  }
});
