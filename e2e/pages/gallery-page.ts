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

  /** Opens the wizard and goes on to the areas and options: the built-in systems are the only ones, and chosen. */
  async chooseOnDemo(): Promise<void> {
    const { gallery, ui } = this.texts;
    await this.page
      .getByRole("button", { name: gallery.choose, exact: true })
      .or(this.page.getByRole("button", { name: gallery.chooseNamed.split("{")[0] }))
      .first()
      .click();
    await this.page.getByRole("button", { name: ui.next }).click();
  }

  /** Installs the first template on the built-in systems in one click; answers the id of the new integration. */
  async tryWithDemoData(): Promise<string> {
    await this.page.getByRole("button", { name: this.texts.gallery.tryDemo }).first().click();
    await this.page.waitForURL(/\/integrations\/int_/);
    return new URL(this.page.url()).pathname.split("/").at(-1) ?? "";
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
