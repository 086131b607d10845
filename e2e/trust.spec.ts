import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { z } from "zod";
import { addressOf, dismissFailures, installTemplate, runToEnd, startRun } from "./api";
import { signInToDemo, test, useLanguage } from "./fixtures";

/** Of the demo systems; known to everyone, as their data is. */
const SHOP_KEY = "PASSERELLEDEMOPRESTASHOPKEY00001";
const ERP_KEY = "dolibarr-demo-key";

/** What people do when something needs them, in French, on real failures of the demo systems. */
test.describe("confiance", () => {
  test.beforeEach(async ({ page, baseURL }) => {
    await useLanguage(page, "fr", baseURL ?? "");
    await signInToDemo(page, "fr");
  });

  test("répondre aux questions, réessayer, corriger et mettre de côté, arrêter et reprendre", async ({ page, request }) => {
    const flows = await installTemplate(request, "Confiance");
    const dolibarr = await addressOf(request, "dolibarr");
    const prestashop = await addressOf(request, "prestashop");
    await dismissFailures(request);
    // What other journeys booked would be found, and neither ambiguous nor refused.
    expect((await request.post(`${dolibarr}/__sandbox/reset`)).ok()).toBe(true);

    await test.step("un client ambigu attend une réponse, qui en crée un nouveau", async () => {
      const { id, email } = await aCustomer(request, prestashop);
      for (const name of ["Homonyme un", "Homonyme deux"]) await newThirdparty(request, dolibarr, { name, email });
      const runId = await startRun(request, flows.customers ?? "");
      expect((await runToEnd(request, runId)).status).toBe("succeeded");
      await page.goto("/review");
      await expect(page.getByText("Homonyme un").first()).toBeVisible();
      await page.getByRole("radio", { name: /En créer un nouveau/ }).click();
      await page.getByRole("button", { name: "Valider" }).click();
      await expect(page.getByText("Rien à vérifier")).toBeVisible();
      const path = `/thirdparties?sqlfilters=${encodeURIComponent(`(t.email:=:'${email}')`)}`;
      await expect
        .poll(async () => z.array(z.unknown()).parse(await erp(request, dolibarr, path)).length, {
          message: `tiers du client ${id}`,
        })
        .toBe(3);
    });

    await test.step("des échecs sont retentés, corrigés ou laissés de côté avec un motif", async () => {
      await faults(request, dolibarr, { next: [{ fault: "500", count: 3, method: "POST", path: "/products" }] });
      const runId = await startRun(request, flows.products ?? "");
      const run = await runToEnd(request, runId);
      await faults(request, dolibarr, {});
      expect(run.counts.failed).toBe(3);
      await page.goto("/dead-letters");
      const rows = page.getByRole("row").filter({ has: page.getByRole("checkbox") });
      await expect(rows).toHaveCount(4);
      await rows
        .nth(1)
        .getByRole("button", { name: /^Corriger/ })
        .click();
      await expect(page.getByRole("textbox", { name: "Enregistrement (JSON)" })).toBeVisible();
      await page.getByRole("button", { name: "Corriger et réessayer" }).click();
      await expect(page.getByText("L’enregistrement corrigé est retenté")).toBeVisible();
      await waitForRows(page, 3);
      await rows.nth(1).getByRole("checkbox").click();
      await page.getByRole("button", { name: /Ne plus réessayer \(1\)/ }).click();
      await page.getByRole("textbox", { name: "Motif" }).fill("plus vendu");
      await page.getByRole("dialog").getByRole("button", { name: "Ne plus réessayer" }).click();
      await expect(rows).toHaveCount(2);
      await rows.nth(0).getByRole("checkbox").click();
      await page.getByRole("button", { name: /Réessayer \(1\)/ }).click();
      await waitForRows(page, 0);
      await expect(page.getByText("Aucun enregistrement en échec")).toBeVisible();
    });

    await test.step("une exécution s’arrête à la demande, puis reprend sans rien doubler", async () => {
      await faults(request, prestashop, { latencyMs: 1_500 });
      const runId = await startRun(request, flows.orders ?? "");
      await page.goto(`/runs/${runId}`);
      await page.getByRole("button", { name: "Arrêter" }).click();
      await expect(page.getByRole("button", { name: "Reprendre" })).toBeVisible();
      await faults(request, prestashop, {});
      await page.getByRole("button", { name: "Reprendre" }).click();
      // Until it goes on it is still one that was stopped.
      await expect(page.getByRole("button", { name: "Reprendre" })).toHaveCount(0);
      const run = await runToEnd(request, runId);
      expect(run).toMatchObject({ status: "succeeded", counts: { failed: 0 } });
    });
  });
});

/** Records that have been done again leave the page at its next visit. */
async function waitForRows(page: Page, count: number): Promise<void> {
  await expect
    .poll(async () => {
      await page.reload();
      await expect(page.getByRole("heading", { name: "Mis de côté" })).toBeVisible();
      return page
        .getByRole("row")
        .filter({ has: page.getByRole("checkbox") })
        .count();
    })
    .toBe(count);
}

async function faults(request: APIRequestContext, address: string, settings: unknown): Promise<void> {
  const reply = await request.put(`${address}/__sandbox/faults`, { data: settings });
  expect(reply.ok()).toBe(true);
}

async function aCustomer(request: APIRequestContext, address: string): Promise<{ id: string; email: string }> {
  const authorization = `Basic ${Buffer.from(`${SHOP_KEY}:`).toString("base64")}`;
  const reply = await request.get(`${address}/api/customers?display=[id,email]&limit=1&output_format=JSON`, {
    headers: { authorization },
  });
  const { customers } = z
    .object({ customers: z.array(z.object({ id: z.coerce.string(), email: z.string() })).min(1) })
    .parse(await reply.json());
  const [first] = customers;
  if (!first) throw new Error("no customer");
  return first;
}

async function newThirdparty(request: APIRequestContext, address: string, data: { name: string; email: string }): Promise<void> {
  const reply = await request.post(`${address}/api/index.php/thirdparties`, {
    headers: { DOLAPIKEY: ERP_KEY },
    data: { ...data, client: 1, code_client: "auto" },
  });
  expect(reply.ok(), await reply.text()).toBe(true);
}

async function erp(request: APIRequestContext, address: string, path: string): Promise<unknown> {
  return (await request.get(`${address}/api/index.php${path}`, { headers: { DOLAPIKEY: ERP_KEY } })).json();
}
