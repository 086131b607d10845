import type { CheckProblem } from "@/connectors/contract";
import { asObject, type Context, get } from "@/connectors/dolibarr/client";
import { adminOnly } from "@/connectors/dolibarr/lookups";
import { textOf } from "@/connectors/dolibarr/values";
import { isJsonObject, type Json } from "@/lib/core/json";
import type { LocalizedText } from "@/lib/core/text";

/** Rights by their name in Dolibarr, and what fails without. */
const RIGHTS: readonly { readonly name: string; readonly title: LocalizedText; readonly severity?: "error" }[] = [
  {
    // Without it every list holds the user's own customers only: what is there is not found, and made again.
    name: "societe.client.voir",
    title: { en: "see all third parties", fr: "voir tous les tiers" },
    severity: "error",
  },
  { name: "societe.creer", title: { en: "create and change third parties", fr: "créer et modifier les tiers" } },
  { name: "produit.creer", title: { en: "create and change products", fr: "créer et modifier les produits" } },
  { name: "commande.creer", title: { en: "create and change sales orders", fr: "créer et modifier les commandes clients" } },
  { name: "facture.creer", title: { en: "create and change invoices", fr: "créer et modifier les factures" } },
  { name: "facture.paiement", title: { en: "note payments of invoices", fr: "saisir les règlements des factures" } },
];

/**
 * CO-06: what the user of the key may not do, where it may read its own rights (source of Dolibarr: no recording has
 * them). A server that does not tell them tells of none here: the first write does.
 */
export async function rightsProblems(ctx: Context): Promise<CheckProblem[]> {
  const user = await adminOnly(async () => asObject(await get(ctx, "/users/info", { includepermissions: 1 })));
  const rights = user?.rights;
  if (!isJsonObject(rights) || !RIGHTS.some(({ name }) => isJsonObject(rights[name.split(".")[0] ?? ""]))) return [];
  const missing = RIGHTS.filter(({ name }) => !isGranted(rights, name));
  return missing.map(({ name, title, severity }) => ({
    severity: severity ?? ("warning" as const),
    message: { en: `The user of the key may not ${title.en}`, fr: `L’utilisateur de la clé ne peut pas ${title.fr}` },
    advice: {
      en: `Give the permission “${name}” on the user’s card in Dolibarr, tab Permissions, if your flows need it.`,
      fr: `Accordez la permission «\u202f${name}\u202f» sur la fiche de l’utilisateur dans Dolibarr, onglet Permissions, si vos flux en ont besoin.`,
    },
  }));
}

function isGranted(rights: Json, name: string): boolean {
  let node: Json | undefined = rights;
  for (const part of name.split(".")) node = isJsonObject(node) ? node[part] : undefined;
  return !["", "0", "false"].includes(textOf(node));
}
