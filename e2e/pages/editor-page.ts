import { expect, type Locator, type Page } from "@playwright/test";
import { type Language, MESSAGES } from "../fixtures";

/** The flow editor as its user sees it. */
export class EditorPage {
  readonly texts: (typeof MESSAGES)["fr"]["editor"];

  constructor(
    readonly page: Page,
    language: Language,
  ) {
    this.texts = MESSAGES[language].editor;
  }

  async open(flowId: string): Promise<void> {
    await this.page.goto(`/flows/${flowId}`);
    await expect(this.nodes().first()).toBeVisible();
  }

  nodes(): Locator {
    return this.page.locator(".react-flow__node");
  }

  wires(): Locator {
    return this.page.locator(".react-flow__edge");
  }

  node(id: string): Locator {
    return this.page.locator(`.react-flow__node[data-id="${id}"]`);
  }

  inspector(): Locator {
    return this.page.getByRole("complementary", { name: this.texts.inspector.title });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async select(id: string): Promise<void> {
    await this.node(id).locator("header").click();
    await expect(this.inspector()).toBeVisible();
  }

  /** Drags a kind of step from the palette to a point of the drawing, given in fractions of its size. */
  async drop(kind: string, at: { x: number; y: number }): Promise<void> {
    const drawing = this.page.locator(".react-flow__pane");
    const box = await drawing.boundingBox();
    if (!box) throw new Error("the drawing has no size");
    await this.page
      .getByRole("complementary", { name: this.texts.palette.title })
      .getByRole("button", { name: kind, exact: true })
      .dragTo(drawing, { targetPosition: { x: box.width * at.x, y: box.height * at.y } });
  }

  /** Draws a line from the way out of one step to the way in of another with the pointer. */
  async connect(from: Locator, to: Locator): Promise<void> {
    const start = await middle(from.locator(".react-flow__handle.source").first());
    const end = await middle(to.locator(".react-flow__handle.target").first());
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 6 });
    await this.page.mouse.move(end.x, end.y, { steps: 6 });
    await this.page.mouse.up();
  }

  async expectSaved(): Promise<void> {
    const saved = this.texts.save.saved.split("{")[0] ?? "";
    await expect(this.page.locator(".flowbar .saved")).toContainText(saved.trim());
  }
}

async function middle(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error("nothing to point at");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
