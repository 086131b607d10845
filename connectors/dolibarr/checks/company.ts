import type { CheckProblem } from "@/connectors/contract";
import { asObject, type Context, get } from "@/connectors/dolibarr/client";
import { adminOnly } from "@/connectors/dolibarr/lookups";
import { textOf } from "@/connectors/dolibarr/values";

export async function companyProblems(ctx: Context): Promise<CheckProblem[]> {
  const problems: CheckProblem[] = [];
  const company = await adminOnly(async () => asObject(await get(ctx, "/setup/company")));
  if (company && textOf(company.country_code) === "") {
    problems.push({
      severity: "warning",
      message: { en: "The company of Dolibarr has no country", fr: "La société de Dolibarr n’a pas de pays" },
      advice: {
        en: "Set it under Home > Setup > Company: VAT depends on it.",
        fr: "Indiquez-le dans Accueil > Configuration > Société : la TVA en dépend.",
      },
    });
  }
  if (company && textOf(company.tva_assuj) === "0") {
    problems.push({
      severity: "info",
      message: { en: "The company of Dolibarr does not charge VAT", fr: "La société de Dolibarr n’est pas assujettie à la TVA" },
    });
  }
  if (ctx.config.timeZone === "") {
    problems.push({
      severity: "info",
      message: { en: "The time zone of the server is not set", fr: "Le fuseau horaire du serveur n’est pas indiqué" },
      advice: {
        en: "Set it in the connection to make reading changes faster.",
        fr: "Indiquez-le dans la connexion pour accélérer la lecture des modifications.",
      },
    });
  }
  return problems;
}

/** CO-05: without https the key of the API travels in clear, unless both are on one machine or network. */
export function addressProblems(ctx: Context): CheckProblem[] {
  const { protocol, hostname } = new URL(ctx.config.url);
  const isNear = hostname === "localhost" || /^[\d.]+$/.test(hostname) || hostname.startsWith("[") || !hostname.includes(".");
  if (protocol === "https:" || isNear) return [];
  return [
    {
      severity: "warning",
      message: { en: "The address begins with http, not https", fr: "L’adresse commence par http, et non https" },
      advice: {
        en: "The API key travels in clear. Give Dolibarr a certificate and use https here, as for the shop.",
        fr: "La clé d’API circule en clair. Dotez Dolibarr d’un certificat et utilisez https ici, comme pour la boutique.",
      },
    },
  ];
}
