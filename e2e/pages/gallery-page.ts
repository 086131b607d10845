import type { Page } from "@playwright/test";
import { type Language, MESSAGES } from "../fixtures";

/** The gallery and the install wizard beside it. */
export class GalleryPage {
  private readonly texts: (typeof MESSAGES)["en"];

  constructor(
    private readonly page: Page,
    language: Language,
  ) {
    this.texts = MESSAGES[language];
  }

  async open(): Promise<void> {
    await this.page.goto("/gallery");
  }

  /** Opens the wizard on the built-in systems, at the areas and options. */
  async tryWithDemoData(): Promise<void> {
    await this.page.getByRole("button", { name: this.texts.gallery.tryDemo }).first().click();
  }

  /** From the areas to the end; answers the id of the new integration. */
  async finish(name: string): Promise<string> {
    const { ui, gallery } = this.texts;
    await this.page.getByRole("button", { name: ui.next }).click();
    await this.page.getByLabel(gallery.wizard.name).fill(name);
    await this.page.getByRole("button", { name: gallery.wizard.create, exact: true }).click();
    await this.page.waitForURL(/\/integrations\/int_/);
    return new URL(this.page.url()).pathname.split("/").at(-1) ?? "";
  }
}
