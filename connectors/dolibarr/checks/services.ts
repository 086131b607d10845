import type { CheckProblem } from "@/connectors/contract";
import { type Context, change, list } from "@/connectors/dolibarr/client";
import { oneOf } from "@/connectors/dolibarr/filters";
import { adminOnly } from "@/connectors/dolibarr/lookups";
import { textOf } from "@/connectors/dolibarr/values";

/** CO-30: lines of an order that are no product are booked on these services; their labels may be changed. */
const SERVICES = [
  { ref: "PrestaShipping", label: "Frais de port" },
  { ref: "PrestaDiscount", label: "Remise" },
  { ref: "PrestaWrapping", label: "Emballage cadeau" },
] as const;

async function missingServices(ctx: Context): Promise<(typeof SERVICES)[number][]> {
  const sqlfilters = oneOf(
    "t.ref",
    SERVICES.map(({ ref }) => ref),
  );
  const rows =
    (await adminOnly(() => list(ctx, "/products", { sqlfilters, limit: SERVICES.length, properties: "id,ref" }))) ?? [];
  const known = new Set(rows.map((row) => textOf(row.ref)));
  return SERVICES.filter(({ ref }) => !known.has(ref));
}

export async function serviceProblems(ctx: Context): Promise<CheckProblem[]> {
  const missing = await missingServices(ctx);
  if (missing.length === 0) return [];
  const names = missing.map(({ ref }) => ref).join(", ");
  return [
    {
      severity: "info",
      message: {
        en: `Services of shipping, discount and wrapping to come: ${names}`,
        fr: `Services de port, remise et emballage à venir : ${names}`,
      },
      advice: {
        en: "Each is created with the first order that needs it. Create them now to choose their accounts beforehand.",
        fr: "Chacun est créé avec la première commande qui en a besoin. Créez-les dès maintenant pour choisir leurs comptes comptables avant.",
      },
      mend: { id: "createServices", label: { en: "Create the services", fr: "Créer les services" } },
    },
  ];
}

/** As the orders flow would: no price, no VAT of their own, on sale and on purchase. */
export async function createServices(ctx: Context): Promise<void> {
  for (const { ref, label } of await missingServices(ctx)) {
    const body = { ref, label, type: 1, status: 1, status_buy: 1, price: "0", price_base_type: "HT", tva_tx: "0" };
    await change(ctx, { method: "POST", path: "/products", body, repeatable: false });
  }
}
