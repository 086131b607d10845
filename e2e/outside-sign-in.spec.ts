import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { type Application, startApplication } from "../scripts/lib/application";
import { expect, expectAccessible, MESSAGES, useLanguage as showIn, test } from "./fixtures";
import { type IdentityProvider, type Person, startIdentityProvider } from "./identity-provider";

const texts = MESSAGES.fr;
const OWNER = { email: "elodie@maison-lavande.example", password: "lavande-en-juillet" };
const ELODIE = { sub: "p-17", email: OWNER.email, email_verified: true };

let provider: IdentityProvider;
let application: Application;
let dataDir: string;
test.beforeAll(async () => {
  provider = await startIdentityProvider();
  dataDir = mkdtempSync(join(tmpdir(), "passerelle-outside-"));
  application = await startApplication(dataDir, {
    PASSERELLE_DEMO: "0",
    PASSERELLE_ADMIN_EMAIL: OWNER.email,
    PASSERELLE_ADMIN_PASSWORD: OWNER.password,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_NAME: "Annuaire Lavande",
  });
});
test.afterAll(async () => {
  await application.stop();
  await provider.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Signs in through the provider, where `person` is whom it knows. */
async function comeFromOutside(browser: Browser, person: Person): Promise<Page> {
  provider.signInAs(person);
  const page = await (await browser.newContext()).newPage();
  await showIn(page, "fr", application.url);
  await page.goto(`${application.url}/sign-in`);
  await page.getByRole("button", { name: texts.auth.with.replace("{provider}", "Annuaire Lavande") }).click();
  return page;
}

test("a person of the workspace signs in with the company's directory; a stranger and an unverified address do not", async ({
  browser,
}) => {
  const stranger = await comeFromOutside(browser, { ...ELODIE, sub: "p-99", email: "inconnu@ailleurs.example" });
  await expect(stranger.getByText(texts.auth.refused)).toBeVisible();
  await expectAccessible(stranger);

  const unverified = await comeFromOutside(browser, { ...ELODIE, sub: "p-98", email_verified: false });
  await expect(unverified.getByText(texts.auth.refused)).toBeVisible();

  const elodie = await comeFromOutside(browser, ELODIE);
  await elodie.waitForURL((url) => url.href.startsWith(application.url) && url.pathname === "/");
  await elodie.goto(`${application.url}/people`);
  await expect(elodie.getByText(OWNER.email).first()).toBeVisible();

  // Known by now by who they are there, whatever their address has become.
  const renamed = await comeFromOutside(browser, { ...ELODIE, email: "elodie.marechal@ailleurs.example", email_verified: false });
  await renamed.waitForURL((url) => url.href.startsWith(application.url) && url.pathname === "/");
  expect(provider.exchanged()).toBe(4);
});
