import { addressOf, installTemplate } from "./api";
import { expect, expectAccessible, MESSAGES, signInToDemo, TOKEN, test, useLanguage } from "./fixtures";

const texts = MESSAGES.fr.reconcile;

test("a merchant compares both systems, sees a deleted order, and has it brought over again", async ({
  page,
  request,
  baseURL,
}) => {
  const flows = await installTemplate(request, "Comparaison");
  const headers = { authorization: `Bearer ${TOKEN}` };
  const started = await request.post(`/api/v1/flows/${flows.orders}/runs`, { headers, data: { mode: "live" } });
  const { id: run } = (await started.json()) as { id: string };
  const isOver = async () =>
    ((await (await request.get(`/api/v1/runs/${run}`, { headers })).json()) as { status: string }).status;
  await expect.poll(isOver, { timeout: 60_000 }).toBe("succeeded");
  const erp = `${await addressOf(request, "dolibarr")}/api/index.php`;
  const api = { headers: { DOLAPIKEY: "dolibarr-demo-key" } };
  const filter = encodeURIComponent(`(t.ref_ext:like:'${flows.id}:%')`);
  const [order] = (await (
    await request.get(`${erp}/orders?sortfield=t.rowid&sortorder=DESC&limit=1&sqlfilters=${filter}`, api)
  ).json()) as {
    id: string;
    ref_client: string;
  }[];
  await request.delete(`${erp}/orders/${order?.id}`, api);

  await useLanguage(page, "fr", baseURL ?? "");
  await signInToDemo(page, "fr");
  await page.goto(`/integrations/${flows.id}/reconcile`);
  await page.getByRole("button", { name: texts.start }).click();
  const line = page.getByRole("row").filter({ hasText: order?.ref_client ?? "" });
  await expect(line).toContainText(texts.kinds.missing, { timeout: 60_000 });
  await expectAccessible(page);
  await line.getByRole("checkbox").click();
  await page.getByRole("button", { name: "Réparer" }).click();
  await expect(page.getByRole("heading", { name: texts.equalTitle })).toBeVisible({ timeout: 60_000 });
});
