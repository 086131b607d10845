import type { CheckProblem } from "@/connectors/contract";
import { API, type Context } from "@/connectors/dolibarr/client";

/** What a server's clock may be off by before reading changes could miss some: reads overlap by five minutes. */
const CLOCK_MS = 4 * 60_000;

/** CO-08: changes are read by Dolibarr's own clock; one that is far off dates documents wrongly. */
export async function clockProblems(ctx: Context): Promise<CheckProblem[]> {
  const { headers } = await ctx.http.request({ method: "GET", path: `${API}/status`, accept: ["json"], expect: [401, 403] });
  const clock = Date.parse(headers.date ?? "");
  const off = Number.isNaN(clock) ? 0 : clock - ctx.now().getTime();
  if (Math.abs(off) < CLOCK_MS) return [];
  const minutes = Math.round(Math.abs(off) / 60_000);
  const [en, fr] = off > 0 ? ["fast", "avance"] : ["slow", "retarde"];
  return [
    {
      severity: "warning",
      message: {
        en: `The clock of Dolibarr is ${minutes} minutes ${en}`,
        fr: `L’horloge de Dolibarr ${fr} de ${minutes} minutes`,
      },
      advice: {
        en: "Have the server set by a time service (NTP): the dates of documents are wrong.",
        fr: "Faites régler le serveur par un service de temps (NTP)\u202f: les dates des documents sont fausses.",
      },
    },
  ];
}
