import { createHttpClient } from "@/connectors/http";
import { connectorOf } from "@/lib/server/connector";
import { createLog } from "@/lib/server/log";

/** A request of a run, as it went over the wire. `body` is Latin-1 text of its bytes. */
export type Recorded = {
  system: "prestashop" | "dolibarr";
  method: string;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  status: number;
};

/**
 * The yardstick: a loop that sends the same requests in the same order over the same HTTP client (pacing, time-outs,
 * kept connections), and parses each answer. No mapping, no links, no ledger, no journal.
 * Answers how many statuses differed from those of the run.
 */
export async function replay(requests: readonly Recorded[], bases: Record<Recorded["system"], string>): Promise<number> {
  const { signal } = new AbortController();
  const log = createLog({ level: "silent" });
  const clientOf = (id: Recorded["system"]) =>
    createHttpClient({ baseUrl: bases[id], limits: connectorOf(id).spec.limits, allowPrivate: true, log, signal });
  const clients = { prestashop: clientOf("prestashop"), dolibarr: clientOf("dolibarr") };
  let different = 0;
  for (const { system, method, url, headers, body, status } of requests) {
    const asked = clients[system].request({
      method: method as "GET",
      path: url,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      ...(body === "" ? {} : { body: Buffer.from(body, "latin1") }),
      accept: ["json", "xml", "text", "binary", "empty"],
      expect: [status],
    });
    // One that fails now and did not then is counted, like any other difference.
    const answer = await asked.catch(() => undefined);
    if (answer === undefined) {
      different += 1;
      continue;
    }
    if (answer.headers["content-type"]?.includes("json") && answer.body.length > 0) answer.json();
    if (answer.status !== status) different += 1;
  }
  return different;
}
