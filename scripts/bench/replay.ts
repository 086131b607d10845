import { Agent, request } from "undici";

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
 * The yardstick: the same requests in the same order, by hand, over connections kept open, each answer read and parsed;
 * no mapping, no links, no ledger, no journal. Answers how many statuses differed from those of the run.
 */
export async function replay(requests: readonly Recorded[], bases: Record<Recorded["system"], string>): Promise<number> {
  const agent = new Agent({ keepAliveTimeout: 30_000 });
  let different = 0;
  for (const { system, method, url, headers, body, status } of requests) {
    const answer = await request(`${bases[system]}${url}`, {
      method: method as "GET",
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      body: body === "" ? null : Buffer.from(body, "latin1"),
      dispatcher: agent,
    });
    const text = await answer.body.text();
    if (String(answer.headers["content-type"]).includes("json") && text !== "") JSON.parse(text);
    if (answer.statusCode !== status) different += 1;
  }
  await agent.close();
  return different;
}
