import { expect, type Locator, type Page } from "@playwright/test";
import { type Language, MESSAGES } from "../fixtures";

/** The page of an integration: its run cards and tabs. */
export class IntegrationPage {
  private readonly texts: (typeof MESSAGES)["en"];

  constructor(
    private readonly page: Page,
    language: Language,
  ) {
    this.texts = MESSAGES[language];
  }

  async open(id: string): Promise<void> {
    await this.page.goto(`/integrations/${id}`);
  }

  /** The card of the n-th flow of a first synchronisation. */
  card(position: number): Locator {
    return this.page.locator(".flow-card").nth(position - 1);
  }

  /** Presses run and waits until the card tells that the run has ended. */
  async run(position: number): Promise<void> {
    const card = this.card(position);
    const { flows } = this.texts.integration;
    await card.getByRole("button", { name: startOf(flows.runNamed) }).click();
    await expect(card.getByRole("button", { name: startOf(flows.cancelNamed) })).toBeVisible();
    await expect(card.getByRole("button", { name: startOf(flows.runNamed) })).toBeVisible();
    await expect(card.getByText(this.texts.state.succeeded)).toBeVisible();
  }

  async openTab(tab: keyof (typeof MESSAGES)["en"]["integration"]["tabs"]): Promise<void> {
    const tabs = this.page.getByRole("navigation", { name: this.texts.integration.tabsLabel });
    await tabs.getByRole("link", { name: this.texts.integration.tabs[tab] }).click();
  }
}

/** The words of a message before its value. */
function startOf(message: string): RegExp {
  return new RegExp(`^${message.split("{")[0]?.trim()}`);
}
