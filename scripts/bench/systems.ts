// Both sandboxes in a process of their own, each also behind a recorder. Prints where they answer.
import { createServer, type IncomingMessage, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { startSandbox as startDolibarr } from "@/connectors/dolibarr/sandbox";
import { startSandbox as startPrestashop } from "@/connectors/prestashop/sandbox";
import type { Recorded } from "./replay";

const recorded: Recorded[] = [];

/** Passes requests on to `target` and keeps them; `GET /__recorded` gives and forgets them. */
async function startRecorder(system: Recorded["system"], target: string): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      if (incoming.url === "/__recorded") return outgoing.end(JSON.stringify(recorded.splice(0)));
      const body = await bodyOf(incoming);
      const { method = "GET", url = "/", headers } = incoming;
      const forwarded = send(new URL(url, target), { method, headers: { ...headers, host: new URL(target).host } }, (answer) => {
        const kept = Object.fromEntries(
          Object.entries(headers).filter(([name]) => !/^(host|connection|content-length)$/.test(name)),
        );
        recorded.push({ system, method, url, headers: kept, body: body.toString("latin1"), status: answer.statusCode ?? 0 });
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      return forwarded.end(body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const shop = await startPrestashop({ demo: { products: 60, customers: 200, orders: 0 } });
const erp = await startDolibarr();
const [shopRecorder, erpRecorder] = [await startRecorder("prestashop", shop.url), await startRecorder("dolibarr", erp.url)];
const systems = {
  prestashop: { url: shop.url, recorder: shopRecorder, secrets: { webserviceKey: shop.key } },
  dolibarr: { url: erp.url, recorder: erpRecorder, secrets: { apiKey: erp.key } },
};
process.stdout.write(`${JSON.stringify(systems)}\n`);
