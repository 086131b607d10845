import type { Locator, Page } from "@playwright/test";
import { installTemplate, runToEnd, startRun, uncoverTaxes } from "./api";
import { expect, expectAccessible, MESSAGES, useLanguage as showIn, signInToDemo, test } from "./fixtures";
import { EditorPage } from "./pages/editor-page";

const texts = MESSAGES.fr.editor;

type Point = { x: number; y: number };

async function middleOf(locator: Locator): Promise<Point> {
  const box = await locator.boundingBox();
  if (!box) throw new Error("nothing to touch");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** One finger from a point to another, as the browser gets it from a touch screen. */
async function swipe(page: Page, from: Point, to: Point): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", points: Point[]) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  await touch("touchStart", [from]);
  for (const part of [0.1, 0.3, 0.5, 0.7, 0.9, 1]) {
    await touch("touchMove", [{ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }]);
  }
  await touch("touchEnd", []);
  await session.detach();
}

test("steps are moved and connected with a finger; a line let go over the empty asks what to add", async ({
  browser,
  request,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, hasTouch: true, viewport: { width: 1180, height: 820 } });
  try {
    const page = await context.newPage();
    await showIn(page, "fr", baseURL ?? "");
    await signInToDemo(page, "fr");
    const { customers = "" } = await installTemplate(request, "Au doigt");
    const editor = new EditorPage(page, "fr");
    await editor.open(customers);
    const wires = await editor.wires().count();

    // A line from one step to another.
    const handle = editor.node("level").locator(".react-flow__handle.source").first();
    await expect(handle).toBeInViewport();
    await swipe(
      page,
      await middleOf(handle),
      await middleOf(editor.node("groups").locator(".react-flow__handle.target").first()),
    );
    await expect(editor.wires()).toHaveCount(wires + 1);
    // At once: a browser that took the swipe for a scroll of its own would swallow this tap.
    await editor.button(texts.undo).tap();
    await expect(editor.wires()).toHaveCount(wires);

    // A line let go over the empty.
    const pane = await page.locator(".react-flow__pane").boundingBox();
    if (!pane) throw new Error("the drawing has no size");
    await swipe(page, await middleOf(handle), { x: pane.x + 60, y: pane.y + 120 });
    await expect(page.locator(".quick-pick")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.locator(".quick-pick")).toHaveCount(0);

    // A step by its card: beside the way in, which is what a finger on the middle of the edge takes.
    const place = () => editor.node("level").evaluate((card) => card.style.transform);
    const before = await place();
    const middle = await middleOf(editor.node("level").locator("header"));
    const grip = { x: middle.x - 50, y: middle.y + 8 };
    await swipe(page, grip, { x: grip.x + 80, y: grip.y - 60 });
    await expect.poll(place).not.toBe(before);
    await editor.expectSaved();
  } finally {
    await context.close();
  }
});

test("steps are aligned, spread, arranged and taken out with their neighbours joined; the keyboard does all of it", async ({
  page,
  request,
  baseURL,
}) => {
  await showIn(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  const { customers = "" } = await installTemplate(request, "Au clavier");
  const editor = new EditorPage(page, "fr");
  await editor.open(customers);
  const count = await editor.nodes().count();
  const wires = await editor.wires().count();
  const pane = page.locator(".react-flow__pane");

  // All of them on one edge, then laid out again: each is one step of undo.
  await pane.click({ position: { x: 8, y: 8 } });
  await page.keyboard.press("Control+a");
  const bar = page.getByRole("toolbar", { name: texts.selection.title });
  await bar.getByRole("button", { name: texts.selection.alignLeft }).click();
  const lefts = async () => {
    const boxes = await Promise.all((await editor.nodes().all()).map((node) => node.boundingBox()));
    return new Set(boxes.map((box) => Math.round(box?.x ?? 0))).size;
  };
  await expect.poll(lefts).toBe(1);
  await page.getByRole("button", { name: texts.controls.arrange }).click();
  await page.keyboard.press("Control+z");
  await expect.poll(lefts).toBe(1);
  await page.keyboard.press("Control+z");

  // Found, connected, moved, renamed, switched off and removed without a pointer.
  await page.keyboard.press("Control+f");
  await page.keyboard.type("contact");
  await page.keyboard.press("Enter");
  await expect(editor.node("contact")).toHaveClass(/selected/);
  await page.keyboard.press("Escape");
  await pane.click({ position: { x: 8, y: 8 } });
  await editor.node("contact").focus();
  await page.keyboard.press("Enter");
  const place = await editor.node("contact").boundingBox();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await editor.node("contact").boundingBox())?.x).toBeGreaterThan(place?.x ?? 0);
  await page.keyboard.press("d");
  await expect(editor.node("contact").getByRole("img", { name: texts.disabled })).toBeVisible();
  await page.keyboard.press("d");

  // A step in the middle taken out: its neighbours stay joined, one undo brings it back.
  await editor.node("living").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Delete");
  await expect(editor.nodes()).toHaveCount(count - 1);
  await expect(editor.wires()).toHaveCount(wires - 1);
  await page.keyboard.press("Control+z");
  await expect(editor.nodes()).toHaveCount(count);
  await expect(editor.wires()).toHaveCount(wires);
});

test("lines count the records of the last run, and live records show what no table covers, leading to the step", async ({
  page,
  request,
  baseURL,
}) => {
  await showIn(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  const { id = "", customers = "", products = "" } = await installTemplate(request, "Comptes");
  await uncoverTaxes(request, id);
  await runToEnd(request, await startRun(request, customers));
  const editor = new EditorPage(page, "fr");
  await editor.open(customers);
  await expect(page.locator(".edge-label").filter({ hasText: /\d/ }).first()).toBeVisible();

  await editor.open(products);
  await page.locator(".flowbar .problems").click();
  await page.getByRole("menuitem", { name: texts.problems.measure }).click();
  await expect(page.locator(".flowbar .problems")).toContainText(/\d+ problème/);
  await page.locator(".flowbar .problems").click();
  await expect(page.getByText(texts.problems.live.split("{")[0]?.trim() ?? "").first()).toBeVisible();
  await expectAccessible(page);
  await page
    .getByRole("menuitem")
    .filter({ hasText: /sur 60 enregistrements n’ont pas de ligne/ })
    .first()
    .click();
  await expect(page.locator(".react-flow__node.selected")).toHaveCount(1);
});
