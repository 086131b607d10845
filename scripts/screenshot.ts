// `npm run screenshot`: the picture of the README, made from the running application (PASSERELLE_URL, default port 3000).
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { ensureChromium } from "./lib/chromium.mjs";

const url = process.env.PASSERELLE_URL ?? "http://localhost:3000";
const folder = join(import.meta.dirname, "..", "docs", "images");

/** Opens the first flow of the demo workspace that has run, as its card counts are what the picture is about. */
async function openOrdersFlow(page: Page): Promise<void> {
  await page.goto(`${url}/flows`);
  await page.getByRole("link", { name: "Commandes vers Dolibarr" }).first().click();
  await page.locator(".step-card").first().waitFor();
  await page.evaluate(() => document.fonts.ready);
}

const executablePath = await ensureChromium();
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ["--no-sandbox", "--disable-gpu"] });
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies([
    { name: "passerelle-locale", value: "fr", url },
    { name: "passerelle-nav", value: "collapsed", url },
  ]);
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByRole("button", { name: "Essayer la démonstration" }).click();
  await page.waitForURL((address) => address.pathname === "/");
  await openOrdersFlow(page);
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, "editor.png") });
  console.log("docs/images/editor.png");
} finally {
  await browser.close();
}
