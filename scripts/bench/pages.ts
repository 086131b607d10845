import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { startApplication } from "../lib/application";
import { ensureChromium } from "../lib/chromium.mjs";
import { report } from "./report";

const READING = [
  "/sign-in",
  "/",
  "/integrations",
  "/gallery",
  "/connections",
  "/tables",
  "/flows",
  "/runs",
  "/schedules",
  "/settings",
];
/** Kilobytes of script, compressed, that a first visit may load: of reading pages, and of the editor before Monaco. */
const LIMIT = { page: 250, editor: 900 };

/** First-load JavaScript of each page as a browser with an empty cache receives it, beside its limit. */
export async function benchPages(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "passerelle-pages-"));
  const application = await startApplication(dataDir);
  const executablePath = await ensureChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const state = await signIn(browser, application.url);
    for (const path of READING) await measure(browser, { url: application.url, path, state, name: path, limit: LIMIT.page });
    const flow = await installedFlow(browser, application.url, state);
    await measure(browser, { url: application.url, path: flow, state, name: "/flows/[flowId]", limit: LIMIT.editor });
  } finally {
    await browser.close();
    await application.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type State = Awaited<ReturnType<Awaited<ReturnType<Browser["newContext"]>>["storageState"]>>;

async function signIn(browser: Browser, url: string): Promise<State> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await enterDemo(page, url);
  const state = await context.storageState();
  await context.close();
  return state;
}

async function enterDemo(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByRole("button", { name: "Essayer la démonstration" }).click();
  await page.waitForURL((address) => address.pathname === "/");
}

/** Installs the first template on the demo and answers the address of its first flow. */
async function installedFlow(browser: Browser, url: string, state: State): Promise<string> {
  const context = await browser.newContext({ storageState: state });
  const page = await context.newPage();
  await page.goto(`${url}/gallery`);
  await page.getByRole("button", { name: "Essayer avec des données de démonstration" }).first().click();
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByRole("button", { name: "Créer l’intégration", exact: true }).click();
  await page.waitForURL(/\/integrations\/int_/);
  await page.goto(`${url}/flows`);
  const href = await page.locator('a[href^="/flows/flw_"]').first().getAttribute("href");
  await context.close();
  if (!href) throw new Error("The installed template has no flow");
  return href;
}

type Visit = { url: string; path: string; state: State; name: string; limit: number };

async function measure(browser: Browser, { url, path, state, name, limit }: Visit): Promise<void> {
  const context = await browser.newContext(path === "/sign-in" ? {} : { storageState: state });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  const scripts = new Set<string>();
  let bytes = 0;
  devtools.on("Network.responseReceived", ({ requestId, type }) => void (type === "Script" && scripts.add(requestId)));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(url + path, { waitUntil: "load" });
  const kilobytes = bytes / 1024;
  report({ bench: "pages", metric: name, value: kilobytes, unit: "KB", ratio: kilobytes / limit, of: `limit ${limit} KB` });
  await context.close();
}
