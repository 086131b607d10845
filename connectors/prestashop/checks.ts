import type { CheckProblem } from "@/connectors/contract";
import { PrestashopConfigSchema, type PrestashopContext } from "@/connectors/prestashop/config";
import { shopOf } from "@/connectors/prestashop/shop";

/** What a shop's clock may be off by before reading changes could miss some: reads overlap by five minutes. */
const CLOCK_MS = 4 * 60_000;

/** CO-05: the address as the shop itself says it must be. */
export function addressProblems(ctx: PrestashopContext, settings: ReadonlyMap<string, string>): CheckProblem[] {
  const { protocol } = new URL(PrestashopConfigSchema.parse(ctx.config).url);
  if (protocol === "https:" || settings.get("PS_SSL_ENABLED") !== "1") return [];
  return [
    {
      severity: "warning",
      message: {
        en: "The shop is served over https, and the address of the connection begins with http.",
        fr: "La boutique est servie en https, et l’adresse de la connexion commence par http.",
      },
      advice: {
        en: "Write https in the connection: otherwise the shop redirects, and the key travels in clear.",
        fr: "Écrivez https dans la connexion : sinon la boutique redirige, et la clé circule en clair.",
      },
    },
  ];
}

/** Changes are read by the shop's own clock; one that is far off dates orders wrongly. */
export function clockProblems(ctx: PrestashopContext): CheckProblem[] {
  const { clock } = shopOf(ctx);
  const off = clock === undefined ? 0 : clock - ctx.now().getTime();
  if (Math.abs(off) < CLOCK_MS) return [];
  const minutes = Math.round(Math.abs(off) / 60_000);
  const [en, fr] = off > 0 ? ["fast", "avance"] : ["slow", "retarde"];
  return [
    {
      severity: "warning",
      message: {
        en: `The clock of the shop is ${minutes} minutes ${en}.`,
        fr: `L’horloge de la boutique ${fr} de ${minutes} minutes.`,
      },
      advice: {
        en: "Have the server set by a time service (NTP): the hours of orders are wrong.",
        fr: "Faites régler le serveur par un service de temps (NTP) : les heures des commandes sont fausses.",
      },
    },
  ];
}
