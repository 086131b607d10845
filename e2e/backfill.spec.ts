import { addressOf, installTemplate, runToEnd, startRun } from "./api";
import { expect, expectAccessible, MESSAGES, signInToDemo, TOKEN, test, useLanguage } from "./fixtures";

const texts = MESSAGES.fr.run;

test("CO-09 CO-13 a merchant sees what a long run has before it, lets it wait, stops it and has it go on", async ({
  page,
  request,
  baseURL,
}) => {
  const flows = await installTemplate(request, "Reprise");
  const headers = { authorization: `Bearer ${TOKEN}` };
  const batches = { options: { batches: { products: 5 } } };
  await request.patch(`/api/v1/integrations/${flows.id}`, { headers, data: batches });
  const erp = await addressOf(request, "dolibarr");
  const slowly = (latencyMs: number) => request.put(`${erp}/__sandbox/faults`, { data: { latencyMs } });
  await useLanguage(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  await slowly(150);
  try {
    const run = await startRun(request, flows.products ?? "");
    await page.goto(`/runs/${run}`);
    await expect(page.getByText(/\d sur environ \d/)).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(/par minute/)).toBeVisible();
    await page.getByRole("button", { name: texts.pause, exact: true }).click();
    await expect(page.getByRole("button", { name: texts.goOn, exact: true })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: texts.goOn, exact: true }).click();
    await expect(page.getByRole("button", { name: texts.pause, exact: true })).toBeVisible();
    await page.getByRole("button", { name: texts.cancel, exact: true }).click();
    await expect(page.getByRole("button", { name: texts.resume, exact: true })).toBeVisible({ timeout: 30_000 });
    await slowly(0);
    // The same from the page of the integration.
    await page.goto(`/integrations/${flows.id}`);
    await page.getByRole("button", { name: /là où l’exécution s’est arrêtée/ }).click();
    await page.waitForURL(`**/runs/${run}`);
    expect((await runToEnd(request, run)).status).toBe("succeeded");
  } finally {
    await slowly(0);
  }
});
