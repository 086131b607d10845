import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import en from "../messages/en.json" with { type: "json" };
import fr from "../messages/fr.json" with { type: "json" };

export type Language = "fr" | "en";
export const MESSAGES = { en, fr };
export const TOKEN = "e2e-owner-token-0123456789abcdef";

/** No serious finding of axe on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  // A message that fades in has the contrast of its last frame only.
  await page.evaluate(async () => {
    const moving = document.getAnimations().filter(({ playState, effect }) => {
      return playState === "running" && Number.isFinite(Number(effect?.getComputedTiming().endTime ?? 0));
    });
    await Promise.allSettled(moving.map(({ finished }) => finished));
  });
  // Legacy mode leaves out other frames, of which there are none, and a blank page for their sum: half the time.
  const { violations } = await new AxeBuilder({ page })
    .options({ runOnly: ["wcag2a", "wcag2aa"], resultTypes: ["violations"] })
    .setLegacyMode(true)
    .exclude(".monaco-editor")
    .analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
}

/** Shows the interface in one language from the first page on. */
export async function useLanguage(page: Page, language: Language, baseURL: string): Promise<void> {
  await page.context().addCookies([{ name: LOCALE_COOKIE, value: language, url: baseURL }]);
}

const LOCALE_COOKIE = "passerelle-locale";

/** Signs in to the demo workspace with the button of the sign-in page. */
export async function signInToDemo(page: Page, language: Language): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: MESSAGES[language].auth.demo }).click();
  await page.waitForURL((url) => url.pathname === "/");
}

export const test = base;
export { expect };
