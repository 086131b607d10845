import type { Locator, Page } from "@playwright/test";
import { installTemplate } from "./api";
import { expect, expectAccessible, MESSAGES, signInToDemo, test, useLanguage } from "./fixtures";
import { EditorPage } from "./pages/editor-page";

const texts = MESSAGES.fr.mapper;

async function openMapper(page: Page, flowId: string, nodeId: string): Promise<Locator> {
  const editor = new EditorPage(page, "fr");
  await editor.open(flowId);
  await editor.select(nodeId);
  await editor.inspector().getByRole("button", { name: texts.open }).click();
  const mapper = page.getByRole("dialog");
  await expect(mapper.getByRole("tree", { name: texts.targetTree })).toBeVisible();
  return mapper;
}

function row(mapper: Locator, tree: string, name: string): Locator {
  return mapper.getByRole("tree", { name: tree }).locator(`[data-row="${name}"]`);
}

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error("nothing to point at");
  await page.mouse.move(start.x + start.width - 30, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width + 60, start.y + 40, { steps: 5 });
  await page.mouse.move(end.x + 40, end.y + end.height / 2, { steps: 8 });
  await page.mouse.up();
}

test("a mapping is drawn with the pointer and the keyboard, previewed, suggested, and written as JSONata", async ({
  page,
  request,
  baseURL,
}) => {
  await useLanguage(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  const { customers = "" } = await installTemplate(request, "Correspondances");
  const mapper = await openMapper(page, customers, "contact");
  const preview = mapper.getByRole("region", { name: texts.preview });
  // The sample is read from the shop when the mapper opens, and evaluated by the engine.
  await expect(preview).toContainText("lastname");
  await expect(row(mapper, texts.sourceTree, "email")).toContainText("@");
  await expectAccessible(page);

  // A line by pointer: from a field of the source to a field of the target.
  await drag(page, row(mapper, texts.sourceTree, "website"), row(mapper, texts.targetTree, "poste"));
  await expect(row(mapper, texts.targetTree, "poste")).toContainText("website");
  const panel = mapper.getByRole("region", { name: texts.ruleOf.replace("{field}", "poste") });
  await expect(panel).toBeVisible();
  // A second line joins both.
  await drag(page, row(mapper, texts.sourceTree, "email"), row(mapper, texts.targetTree, "poste"));
  await expect(row(mapper, texts.targetTree, "poste")).toContainText("website + email");
  await expect(preview.getByText("poste")).toBeVisible();

  // One gesture is one undo.
  await mapper.getByRole("button", { name: texts.undo }).click();
  await expect(row(mapper, texts.targetTree, "poste")).not.toContainText("email");

  // The same by keyboard: pick up, go, put down; Delete takes the rule away.
  await row(mapper, texts.sourceTree, "note").focus();
  await page.keyboard.press("Enter");
  await expect(row(mapper, texts.sourceTree, "note")).toHaveClass(/carried/);
  await row(mapper, texts.targetTree, "note_public").focus();
  await page.keyboard.press("Enter");
  await expect(row(mapper, texts.targetTree, "note_public")).toContainText("note");
  await page.keyboard.press("Delete");
  await expect(row(mapper, texts.targetTree, "note_public")).toContainText(texts.none);

  // A constant, then a rule that cannot be drawn stays an expression and says so.
  await row(mapper, texts.targetTree, "note_private").click();
  await mapper.getByRole("radio", { name: texts.kind.constant, exact: true }).click();
  await mapper.getByLabel(texts.value).fill("Boutique");
  await expect(row(mapper, texts.targetTree, "note_private")).toContainText("Boutique");
  await mapper.getByRole("radio", { name: texts.kind.expression }).click();
  await mapper.locator(".rule-expression .monaco-editor").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("$uppercase(lastname");
  await expect(mapper.getByText(texts.notDrawn)).toBeVisible();
  await expect(row(mapper, texts.targetTree, "note_private")).toContainText("$uppercase(lastname)");

  // Suggestions are offered one by one.
  await mapper.getByRole("button", { name: texts.suggest }).click();
  const offered = mapper.locator(".suggestion");
  await expect(offered.first()).toBeVisible();
  const count = await offered.count();
  await offered.first().getByRole("button").nth(1).click();
  await expect(offered).toHaveCount(count - 1);
  await offered.first().getByRole("button").first().click();
  await expect(offered).toHaveCount(count - 2);
  await mapper.getByRole("button", { pressed: true }).click();
  await expect(offered).toHaveCount(0);

  // Filters, then the text: editing it redraws the lines.
  await mapper.getByLabel(texts.searchTarget).fill("firstname");
  await expect(mapper.getByRole("tree", { name: texts.targetTree }).getByRole("treeitem")).toHaveCount(1);
  await mapper.getByLabel(texts.searchTarget).fill("");
  await mapper.getByRole("radio", { name: texts.view.text }).click();
  await mapper.locator(".mapper-code .monaco-editor").click();
  await page.keyboard.press("Control+a");
  // A bracket typed over a selection would surround it.
  await page.keyboard.press("Delete");
  await page.keyboard.type('{"firstname": firstname}');
  await mapper.getByRole("radio", { name: texts.view.fields }).click();
  await expect(row(mapper, texts.targetTree, "firstname")).toContainText("firstname");
  // The target needs a name: said on the field, and in the filter of problems.
  await expect(row(mapper, texts.targetTree, "lastname")).toContainText(texts.toFill);
  await mapper.getByRole("combobox", { name: texts.show.label }).click();
  await page.getByRole("option", { name: texts.show.problems }).click();
  await expect(row(mapper, texts.targetTree, "firstname")).toHaveCount(0);
  await mapper.getByRole("button", { name: texts.done, exact: true }).click();
  await expect(mapper).toHaveCount(0);
});

test("an expression is written with help: settings, tables and their values, types, functions, order", async ({
  page,
  request,
  baseURL,
}) => {
  const refused: string[] = [];
  page.on("console", (message) => message.text().includes("Content Security Policy") && refused.push(message.text()));
  await useLanguage(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  const { customers = "" } = await installTemplate(request, "Expressions");
  const mapper = await openMapper(page, customers, "contact");
  await expect(row(mapper, texts.sourceTree, "email")).toContainText("@");
  await mapper.getByRole("radio", { name: texts.view.text }).click();
  const code = mapper.locator(".mapper-code .monaco-editor");
  const offers = page.locator(".suggest-widget");
  const write = async (text: string) => {
    await code.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await page.keyboard.type(text);
  };
  await write("$settings.customerR");
  await expect(offers).toContainText("customerReference");
  await page.keyboard.press("Escape");
  await write('$map("cou');
  await expect(offers).toContainText("countries");
  await page.keyboard.press("Escape");
  await write('{"firstname":firstname,"lastname":$uppercase(lastname)');
  await expect(mapper.getByText(MESSAGES.fr.expression.mode.compiled)).toBeVisible();

  // A call from the list of functions goes to the cursor.
  const functions = mapper.getByRole("region", { name: MESSAGES.fr.expression.functions }).first();
  await functions.getByRole("searchbox").fill("majuscules");
  await expect(functions.getByRole("button")).not.toHaveCount(0);
  await functions.getByRole("button", { name: MESSAGES.fr.expression.insert.replace("{name}", "$uppercase") }).click();
  await expect(code).toContainText("$uppercase()");
  await page.keyboard.press("Control+z");
  await mapper.getByRole("button", { name: MESSAGES.fr.expression.format }).click();
  await expect(code.locator(".view-line")).toHaveCount(4);

  // The pointer over a name tells what it is.
  const told = page.locator(".monaco-hover:visible").filter({ hasText: "$uppercase(text)" });
  await expect(async () => {
    await page.mouse.move(0, 0);
    await code.getByText("$uppercase").hover();
    await expect(told).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await expectAccessible(page);
  expect(refused).toEqual([]);
});

test("order lines are mapped for each entry, and a mapping table says what it does not cover", async ({
  page,
  request,
  baseURL,
}) => {
  await useLanguage(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  const { orders = "", customers = "" } = await installTemplate(request, "Lignes");
  const mapper = await openMapper(page, orders, "order");
  await row(mapper, texts.targetTree, "lines").scrollIntoViewIfNeeded();
  await expect(mapper.locator(".each-tag")).toBeInViewport();
  await expect(row(mapper, texts.targetTree, "lines/qty")).toContainText("quantity");
  await mapper.getByRole("button", { name: texts.done, exact: true }).click();

  const other = await openMapper(page, customers, "contact");
  await row(other, texts.targetTree, "civility_code").click();
  await other.getByRole("radio", { name: texts.kind.table }).click();
  await other.getByRole("combobox", { name: texts.table.table }).click();
  await page.getByRole("option").first().click();
  await expect(row(other, texts.targetTree, "civility_code").locator(".rule-chip.table")).toBeVisible();
});
