import type { CheckProblem } from "@/connectors/contract";
import { defaultAccount } from "@/connectors/dolibarr/accounts";
import { asObject, type Context, change, get, list } from "@/connectors/dolibarr/client";
import { adminOnly } from "@/connectors/dolibarr/lookups";
import { textOf } from "@/connectors/dolibarr/values";

/** What orders need to go to: an account for their payments, an open warehouse where Dolibarr keeps stock. */
export async function placeProblems(ctx: Context): Promise<CheckProblem[]> {
  const [accounts, warehouses] = await Promise.all(
    ["/bankaccounts", "/warehouses"].map((path) => adminOnly(() => list(ctx, path, { limit: 100 }))),
  );
  const problems: CheckProblem[] = [];
  if (accounts && !accounts.some((account) => textOf(account.clos) !== "1")) {
    problems.push({
      severity: "warning",
      message: { en: "Dolibarr has no open bank account", fr: "Dolibarr n’a aucun compte bancaire ouvert" },
      advice: {
        en: "Create one under Banks: payments go to it. Without one, « Boutique en ligne » is opened with the first payment.",
        fr: "Créez-en un dans Banques : les règlements y vont. Sans cela, « Boutique en ligne » est ouvert au premier règlement.",
      },
      mend: { id: "openAccount", label: { en: "Open an account", fr: "Ouvrir un compte" } },
    });
  }
  if (warehouses && !warehouses.some((warehouse) => textOf(warehouse.statut) !== "0")) {
    problems.push({
      severity: "warning",
      message: { en: "Dolibarr has no open warehouse", fr: "Dolibarr n’a aucun dépôt ouvert" },
      advice: {
        en: "Create one under Products: stock cannot be written without it.",
        fr: "Créez-en un dans Produits : sans lui, aucun stock ne peut être écrit.",
      },
      mend: { id: "createWarehouse", label: { en: "Create a warehouse", fr: "Créer un dépôt" } },
    });
  }
  return problems;
}

/** The first warehouse of a company that has none open; one of that name that is closed is opened. */
export async function createWarehouse(ctx: Context): Promise<void> {
  const warehouses = await list(ctx, "/warehouses", { limit: 100 });
  if (warehouses.some((warehouse) => textOf(warehouse.statut) !== "0")) return;
  const [closed] = warehouses;
  if (closed) {
    const path = `/warehouses/${textOf(closed.id)}`;
    await change(ctx, { method: "PUT", path, body: { statut: 1 }, repeatable: true });
    return;
  }
  const company = await adminOnly(async () => asObject(await get(ctx, "/setup/company")));
  const country = Number(textOf(company?.country_id) || "1");
  const body = { label: "BOUTIQUE", description: "Boutique en ligne", statut: 1, lieu: "Boutique en ligne", country_id: country };
  await change(ctx, { method: "POST", path: "/warehouses", body, repeatable: false });
}

export async function openAccount(ctx: Context): Promise<void> {
  await defaultAccount(ctx);
}
