import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { type Application, startApplication } from "../scripts/lib/application";
import { expect, expectAccessible, MESSAGES, test, useLanguage } from "./fixtures";

const texts = MESSAGES.fr;
const OWNER = { name: "Élodie Maréchal", email: "elodie@maison-lavande.example", password: "lavande-en-juillet" };

// The later tests sign in as the owner that the first one makes.
test.describe.configure({ mode: "serial" });

let application: Application;
let dataDir: string;
test.beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "passerelle-first-run-"));
  application = await startApplication(dataDir, { PASSERELLE_DEMO: "0" });
});
test.afterAll(async () => {
  await application.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto(`${application.url}/sign-in`);
  await page.getByLabel(texts.auth.email).fill(email);
  await page.getByLabel(texts.auth.password).fill(password);
  await page.getByRole("button", { name: texts.auth.signIn }).click();
}

const isHome = (url: URL) => url.pathname === "/";

/** Adds a person and answers the password that is handed over. */
async function addViewer(page: Page, email: string): Promise<string> {
  await page.goto(`${application.url}/people`);
  await page.getByRole("button", { name: texts.people.add }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(texts.people.name).fill("Noé Garnier");
  await dialog.getByLabel(texts.people.email).fill(email);
  await dialog.getByLabel(texts.people.role).click();
  await page.getByRole("option", { name: texts.top.roles.viewer }).click();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: texts.people.add }).click();
  const password = await dialog.getByLabel(texts.people.password).inputValue();
  await dialog.getByRole("button", { name: texts.people.done }).click();
  return password;
}

test("an empty installation makes its owner, who adds a viewer, who may look and change nothing", async ({ browser }) => {
  const owner = await (await browser.newContext()).newPage();
  await useLanguage(owner, "fr", application.url);
  await owner.goto(application.url);
  await expect(owner.getByRole("heading", { level: 1 })).toHaveText(texts.auth.welcome.title);
  await expectAccessible(owner);
  const { welcome } = texts.auth;
  await owner.getByLabel(welcome.workspaceName).fill("Maison Lavande");
  await owner.getByLabel(welcome.name, { exact: false }).last().fill(OWNER.name);
  await owner.getByLabel(welcome.email).fill(OWNER.email);
  await owner.getByLabel(welcome.password).fill(OWNER.password);
  await owner.getByRole("button", { name: welcome.create }).click();
  await owner.waitForURL(isHome);
  await expect(owner.getByRole("heading", { level: 1 })).toHaveText(texts.home.title.empty);
  await expectAccessible(owner);

  const email = "noe@maison-lavande.example";
  const password = await addViewer(owner, email);
  expect(password.length).toBeGreaterThanOrEqual(8);

  const viewer = await (await browser.newContext()).newPage();
  await useLanguage(viewer, "fr", application.url);
  await signIn(viewer, { email, password: "pas le bon" });
  await expect(viewer.getByText(texts.auth.badCredentials)).toBeVisible();
  await expectAccessible(viewer);
  await signIn(viewer, { email, password });
  await viewer.waitForURL(isHome);
  await expect(viewer.getByRole("link", { name: texts.home.newIntegration })).toHaveCount(0);
  const hidden: [path: string, name: string][] = [
    ["/connections", texts.connections.add.title],
    ["/people", texts.people.add],
    ["/schedules", texts.schedules.add],
    ["/flows", texts.flows.add],
  ];
  for (const [path, name] of hidden) {
    await viewer.goto(`${application.url}${path}`);
    await expect(viewer.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(viewer.getByRole("button", { name }), path).toHaveCount(0);
  }
  await viewer.goto(`${application.url}/settings/tokens`);
  await expect(viewer.getByRole("heading", { level: 1 })).toHaveText(texts.denied.title);
  await expectAccessible(viewer);
});

test("a person changes their password and signs in with the new one", async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  await useLanguage(page, "fr", application.url);
  await signIn(page, OWNER);
  await page.waitForURL(isHome);
  await page.goto(`${application.url}/settings`);
  await page.getByLabel(texts.settings.currentPassword).fill(OWNER.password);
  await page.getByLabel(texts.settings.newPassword).fill("mimosa-en-fevrier");
  await page.getByRole("button", { name: texts.settings.changePassword }).click();
  await page.waitForURL(/\/settings/);
  const other = await (await browser.newContext()).newPage();
  await useLanguage(other, "fr", application.url);
  await signIn(other, OWNER);
  await expect(other.getByText(texts.auth.badCredentials)).toBeVisible();
  await signIn(other, { ...OWNER, password: "mimosa-en-fevrier" });
  await other.waitForURL(isHome);
});

test("sign-in is refused after too many wrong passwords", async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  await useLanguage(page, "fr", application.url);
  for (let attempt = 0; attempt < 12; attempt++) {
    await signIn(page, { email: "inconnu@maison-lavande.example", password: "faux" });
    const refusal = page.getByText(texts.auth.badCredentials).or(page.getByText(texts.auth.limited));
    await expect(refusal).toBeVisible();
    if (await page.getByText(texts.auth.limited).isVisible()) return;
  }
  throw new Error("the twelfth wrong password was still examined");
});
