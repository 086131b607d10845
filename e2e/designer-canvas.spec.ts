import type { Page } from "@playwright/test";
import { nodeDefinition } from "../engine/nodes/definitions";
import { installTemplate } from "./api";
import { expect, expectAccessible, MESSAGES, signInToDemo, test, useLanguage } from "./fixtures";
import { EditorPage } from "./pages/editor-page";

const texts = MESSAGES.fr.editor;
const title = (kind: Parameters<typeof nodeDefinition>[0]) => nodeDefinition(kind).title.fr;

async function emptyPlace(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.locator(".react-flow__pane").boundingBox();
  if (!box) throw new Error("the drawing has no size");
  return { x: box.x + 90, y: box.y + 120 };
}

async function choose(page: Page, name: string): Promise<void> {
  await expect(page.locator(".quick-pick")).toBeVisible();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await expect(page.locator(".quick-pick")).toHaveCount(0);
}

test("steps are added by keyboard, into a line and from a line let go; moved, copied, grouped, folded and undone", async ({
  page,
  request,
  baseURL,
}) => {
  await useLanguage(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  const { customers = "", products = "" } = await installTemplate(request, "Dessin");
  const editor = new EditorPage(page, "fr");
  await editor.open(customers);
  const steps = await editor.nodes().count();

  // The sheet of keys, by its key.
  await page.locator(".react-flow__pane").click({ position: { x: 8, y: 8 } });
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: texts.keys.title })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  // A list that is closed gives the focus back to the step it was asked from.
  await editor.node("contact").focus();
  await page.keyboard.press("/");
  await expect(page.locator(".quick-pick")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(editor.node("contact")).toBeFocused();

  // After the selected step, by searching.
  await editor.select("contact");
  await page.locator(".react-flow__pane").click({ position: { x: 8, y: 8 } });
  await page.keyboard.press("/");
  await choose(page, title("filter"));
  await expect(editor.nodes()).toHaveCount(steps + 1);
  await page.keyboard.press("Control+z");
  await expect(editor.nodes()).toHaveCount(steps);

  // On a line.
  const wires = await editor.wires().count();
  await page.locator(".edge-add").first().hover({ force: true });
  await page.locator(".edge-add").first().click({ force: true });
  await choose(page, title("filter"));
  await expect(editor.nodes()).toHaveCount(steps + 1);
  await expect(editor.wires()).toHaveCount(wires + 1);
  // Taken out again, its neighbours stay joined.
  await page.keyboard.press("Delete");
  await expect(editor.nodes()).toHaveCount(steps);
  await expect(editor.wires()).toHaveCount(wires);

  // From the palette, let go on a line: into it.
  const line = await page.locator(".edge-tools").first().boundingBox();
  const drawing = page.locator(".react-flow__renderer");
  const room = await drawing.boundingBox();
  if (!line || !room) throw new Error("no line to drop on");
  const targetPosition = { x: line.x + line.width / 2 - room.x, y: line.y + line.height / 2 - room.y };
  const palette = page.getByRole("complementary", { name: texts.palette.title });
  await palette.getByRole("button", { name: title("filter"), exact: true }).dragTo(drawing, { targetPosition, force: true });
  await expect(editor.nodes()).toHaveCount(steps + 1);
  await expect(editor.wires()).toHaveCount(wires + 1);
  await page.keyboard.press("Control+z");
  await expect(editor.wires()).toHaveCount(wires);

  // From a line let go over the empty.
  await page.keyboard.press("1");
  await expect(editor.node("contact").locator(".react-flow__handle.source")).toBeInViewport();
  await page.locator(".react-flow__pane").click({ position: { x: 8, y: 8 } });
  const handle = await editor.node("contact").locator(".react-flow__handle.source").boundingBox();
  const empty = await emptyPlace(page);
  if (!handle) throw new Error("nothing to pull");
  await page.mouse.move(handle.x + 4, handle.y + 4);
  await page.mouse.down();
  await page.mouse.move(empty.x + 200, empty.y + 200, { steps: 6 });
  await page.mouse.move(empty.x, empty.y, { steps: 6 });
  await page.mouse.up();
  await choose(page, title("stop"));
  await expect(editor.nodes()).toHaveCount(steps + 1);
  await expect(editor.wires()).toHaveCount(wires + 1);
  await page.keyboard.press("Control+z");
  await expect(editor.nodes()).toHaveCount(steps);

  // Renamed in place.
  await editor.node("thirdparty").locator("h3").dblclick();
  await page.keyboard.type("Fiche client");
  await page.keyboard.press("Enter");
  await expect(editor.node("thirdparty")).toContainText("Fiche client");

  // Found by its name, switched off by a key.
  await page.locator(".react-flow__pane").click({ position: { x: 8, y: 8 } });
  await page.keyboard.press("Control+f");
  await choose(page, "Fiche client");
  await expect(editor.node("thirdparty")).toHaveClass(/selected/);
  await page.locator(".react-flow__pane").click({ position: { x: 8, y: 8 } });

  // Two at once: grouped, folded, unfolded, undone step by step.
  await editor.node("thirdparty").locator("header").click();
  await editor
    .node("contact")
    .locator("header")
    .click({ modifiers: ["Shift"] });
  const bar = page.getByRole("toolbar", { name: texts.selection.title });
  await expect(bar).toBeVisible();
  await bar.getByRole("button", { name: texts.selection.group }).click();
  await page.keyboard.type("Dolibarr");
  await page.keyboard.press("Enter");
  const frame = page.locator(".group-frame");
  await expect(frame).toContainText("Dolibarr");
  await frame.getByRole("button", { expanded: true }).click();
  await expect(editor.node("contact")).toBeHidden();
  await expect(frame).toHaveClass(/folded/);
  await frame.getByRole("button", { expanded: false }).click();
  await expect(editor.node("contact")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(editor.node("contact")).toBeHidden();
  await page.keyboard.press("Control+z");

  // A box with Shift, copied as text, pasted into another flow.
  const box = await editor.node("thirdparty").boundingBox();
  if (!box) throw new Error("nothing to frame");
  await page.keyboard.down("Shift");
  await page.mouse.move(box.x - 30, box.y - 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 20, box.y + box.height + 180, { steps: 8 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await expect(page.locator(".react-flow__node.selected")).not.toHaveCount(0);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.keyboard.press("Control+c");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('"passerelle": "nodes"');
  await editor.expectSaved();
  await editor.open(products);
  const before = await editor.nodes().count();
  await page.locator(".react-flow__pane").click({ position: { x: 8, y: 8 } });
  await page.keyboard.press("Control+v");
  await expect.poll(() => editor.nodes().count()).toBeGreaterThan(before);
  await page.keyboard.press("Control+z");
  await expect(editor.nodes()).toHaveCount(before);
});

test("at 900 pixels the selected step is not hidden by its panel, and a problem leads to its step", async ({
  page,
  request,
  baseURL,
}) => {
  await page.setViewportSize({ width: 900, height: 900 });
  await useLanguage(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  const { customers = "" } = await installTemplate(request, "Étroit");
  const editor = new EditorPage(page, "fr");
  await editor.open(customers);
  await editor.select("contact");
  const panel = await editor.inspector().boundingBox();
  await expect
    .poll(async () => {
      const card = await editor.node("contact").boundingBox();
      return card && panel ? card.y + card.height <= panel.y && card.y > 90 : false;
    })
    .toBe(true);
  await expectAccessible(page);
  await editor.inspector().getByRole("combobox").nth(1).click();
  await page.getByRole("option").first().click();
  await page.locator(".react-flow__pane").click({ position: { x: 8, y: 8 } });
  await page.getByRole("button", { name: /problème/ }).click();
  await page.getByRole("menuitem").first().click();
  await expect(editor.inspector()).toBeVisible();
});

test("a version is published with a note, compared as a drawing and as text, and restored; a flow goes into a file and back", async ({
  page,
  request,
  baseURL,
}) => {
  await useLanguage(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  const { products = "" } = await installTemplate(request, "Versions");
  const editor = new EditorPage(page, "fr");
  await editor.open(products);
  await editor.select("product");
  await editor.inspector().getByLabel(texts.inspector.name).fill("Article");
  await editor.expectSaved();
  await editor.button(texts.publishNote.open).click();
  await page.getByLabel(texts.publishNote.label).fill("Un nom plus juste");
  await editor.button(texts.publishNote.publish).click();
  await expect(page.getByText(texts.published.replace("{number}", "2")).first()).toBeVisible();

  await editor.button(texts.menu.history).click();
  const panel = page.getByRole("dialog", { name: texts.versions.title });
  await expect(panel).toContainText("Un nom plus juste");
  await panel.getByRole("button", { name: texts.versions.compare }).nth(1).click();
  const compare = page.getByRole("dialog", { name: texts.versions.comparison.replace("{number}", "1") });
  await expect(compare.locator(".picture-card.changed").first()).toBeVisible();
  await compare.getByRole("radio", { name: texts.compare.text }).click();
  await expect(compare.locator(".compare-name")).toHaveText(texts.inspector.name);
  await expect(compare.locator("pre.added .own")).toContainText("Article");
  await compare.getByRole("button", { name: texts.compare.close }).click();
  await panel.getByRole("button", { name: texts.versions.restore }).nth(1).click();
  await expect(editor.node("product")).not.toContainText("Article");
  await page.keyboard.press("Control+z");
  await expect(editor.node("product")).toContainText("Article");

  await editor.button(texts.menu.more).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: texts.menu.export }).click();
  const path = await (await download).path();
  const input = page.locator('input[type="file"]');
  await input.setInputFiles({ name: "bad.json", mimeType: "application/json", buffer: Buffer.from('{"schemaVersion":1}') });
  await expect(page.getByText(texts.menu.importError.notFlow.split("{")[0] ?? "").first()).toBeVisible();
  await input.setInputFiles(path);
  await expect(editor.node("product")).toContainText("Article");
});
