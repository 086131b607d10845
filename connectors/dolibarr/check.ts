import type { CheckProblem, CheckResult } from "@/connectors/contract";
import { clockProblems } from "@/connectors/dolibarr/checks/clock";
import { addressProblems, companyProblems } from "@/connectors/dolibarr/checks/company";
import { placeProblems } from "@/connectors/dolibarr/checks/places";
import { rightsProblems } from "@/connectors/dolibarr/checks/rights";
import { serviceProblems } from "@/connectors/dolibarr/checks/services";
import { asObject, type Context, get, list } from "@/connectors/dolibarr/client";
import { adminOnly } from "@/connectors/dolibarr/lookups";
import { textOf } from "@/connectors/dolibarr/values";
import { AppError, toAppError } from "@/lib/core/errors";
import { isJsonObject, type Json } from "@/lib/core/json";
import type { LocalizedText } from "@/lib/core/text";

const OLDEST = 18;

/** Modules by their name in `/setup/modules`, and what to call them. */
const MODULES: readonly { readonly name: string; readonly title: LocalizedText; readonly needed: boolean }[] = [
  { name: "societe", title: { en: "Third parties", fr: "Tiers" }, needed: true },
  { name: "product", title: { en: "Products", fr: "Produits" }, needed: true },
  {
    name: "service",
    title: { en: "Services (shipping and discount lines)", fr: "Services (lignes de port et de remise)" },
    needed: false,
  },
  { name: "commande", title: { en: "Sales orders", fr: "Commandes clients" }, needed: true },
  { name: "facture", title: { en: "Invoices", fr: "Factures" }, needed: true },
  { name: "banque", title: { en: "Banks and cash", fr: "Banques et caisses" }, needed: true },
  { name: "stock", title: { en: "Stock", fr: "Stocks" }, needed: false },
  { name: "categorie", title: { en: "Tags and categories", fr: "Tags et catégories" }, needed: false },
];

/** Lists every flow reads; each answers 403 when the user may not. */
const READABLE: readonly { readonly path: string; readonly title: LocalizedText }[] = [
  { path: "/thirdparties", title: { en: "third parties", fr: "les tiers" } },
  { path: "/products", title: { en: "products", fr: "les produits" } },
  { path: "/orders", title: { en: "orders", fr: "les commandes" } },
  { path: "/invoices", title: { en: "invoices", fr: "les factures" } },
  { path: "/bankaccounts", title: { en: "bank accounts", fr: "les comptes bancaires" } },
];

/** Reads only; every problem comes with what to do about it. */
export async function check(ctx: Context): Promise<CheckResult> {
  let version: string;
  try {
    version = await readVersion(ctx);
  } catch (thrown) {
    return failed(toAppError(thrown));
  }
  const problems = [
    ...versionProblems(version),
    ...(await moduleProblems(ctx)),
    ...(await readProblems(ctx)),
    ...(await rightsProblems(ctx)),
    ...(await clockProblems(ctx)),
    ...(await companyProblems(ctx)),
    ...(await placeProblems(ctx)),
    ...(await serviceProblems(ctx)),
    ...addressProblems(ctx),
  ];
  const isOk = !problems.some((problem) => problem.severity === "error");
  const message: LocalizedText = isOk
    ? { en: `Connected to Dolibarr ${version}`, fr: `Connecté à Dolibarr ${version}` }
    : {
        en: `Dolibarr ${version} answers, but something is missing`,
        fr: `Dolibarr ${version} répond, mais il manque quelque chose`,
      };
  return { ok: isOk, message, version, problems };
}

async function readVersion(ctx: Context): Promise<string> {
  const status = asObject(await get(ctx, "/status"));
  const version = isJsonObject(status.success) ? textOf(status.success.dolibarr_version) : "";
  if (version !== "") return version;
  throw new AppError({ code: "connector.bad_response", category: "config", message: "The answer is not Dolibarr's status" });
}

function failed(error: AppError): CheckResult {
  if (error.category === "cancelled") throw error;
  const message = error.advice ?? FAILURES[error.code] ?? FAILURES.other;
  return {
    ok: false,
    message,
    problems: [{ severity: "error", message: { en: error.message, fr: error.message }, advice: message }],
  };
}

const FAILURES: Readonly<Record<string, LocalizedText>> & { readonly other: LocalizedText } = {
  "connector.unauthorized": {
    en: "Dolibarr refuses the API key. Copy it again from the user's card.",
    fr: "Dolibarr refuse la clé d’API. Recopiez-la depuis la fiche de l’utilisateur.",
  },
  "connector.timeout": { en: "Dolibarr does not answer in time.", fr: "Dolibarr ne répond pas à temps." },
  "connector.unavailable": {
    en: "Dolibarr cannot be reached. Check the address and that the server is running.",
    fr: "Dolibarr est injoignable. Vérifiez l’adresse et que le serveur fonctionne.",
  },
  "connector.bad_response": {
    en: "This address answers, but not as Dolibarr's API. Check the address and that the module « API REST » is on.",
    fr: "Cette adresse répond, mais pas comme l’API de Dolibarr. Vérifiez l’adresse et que le module « API REST » est activé.",
  },
  "connector.not_found": {
    en: "There is no Dolibarr API at this address. Check the address and that the module « API REST » is on.",
    fr: "Il n’y a pas d’API Dolibarr à cette adresse. Vérifiez l’adresse et que le module « API REST » est activé.",
  },
  other: { en: "The connection to Dolibarr failed.", fr: "La connexion à Dolibarr a échoué." },
};

function versionProblems(version: string): CheckProblem[] {
  const major = Number.parseInt(version, 10);
  if (!Number.isFinite(major) || major >= OLDEST) return [];
  return [
    {
      severity: "warning",
      message: {
        en: `Dolibarr ${version} is older than version ${OLDEST}`,
        fr: `Dolibarr ${version} est antérieur à la version ${OLDEST}`,
      },
      advice: {
        en: "Some calls may be missing. Upgrade Dolibarr.",
        fr: "Certains appels peuvent manquer. Mettez Dolibarr à jour.",
      },
    },
  ];
}

async function moduleProblems(ctx: Context): Promise<CheckProblem[]> {
  const enabled: Json = await adminOnly(() => get(ctx, "/setup/modules"));
  if (!Array.isArray(enabled)) return [notAdministrator()];
  const names = new Set(enabled.map(String));
  return MODULES.filter((module) => !names.has(module.name)).map(({ title, needed }) => ({
    severity: needed ? ("error" as const) : ("warning" as const),
    message: { en: `The module « ${title.en} » is off`, fr: `Le module « ${title.fr} » est désactivé` },
    advice: {
      en: "Turn it on in Dolibarr: Home > Setup > Modules.",
      fr: "Activez-le dans Dolibarr : Accueil > Configuration > Modules.",
    },
  }));
}

function notAdministrator(): CheckProblem {
  return {
    severity: "info",
    message: {
      en: "The user of the key is no administrator: modules, company and extra fields cannot be checked",
      fr: "L’utilisateur de la clé n’est pas administrateur : modules, société et champs supplémentaires ne peuvent être vérifiés",
    },
  };
}

async function readProblems(ctx: Context): Promise<CheckProblem[]> {
  const results = await Promise.all(
    READABLE.map(async ({ path, title }): Promise<CheckProblem[]> => {
      try {
        await list(ctx, path, { limit: 1, properties: "id" });
        return [];
      } catch (thrown) {
        const error = toAppError(thrown);
        if (error.category === "cancelled") throw error;
        return [
          {
            severity: "error",
            message: { en: `The key cannot read ${title.en}`, fr: `La clé ne peut pas lire ${title.fr}` },
            advice: error.advice ?? { en: error.message, fr: error.message },
          },
        ];
      }
    }),
  );
  return results.flat();
}
