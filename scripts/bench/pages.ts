import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { z } from "zod";
import { type Application, startApplication } from "../lib/application";
import { ensureChromium } from "../lib/chromium.mjs";
import { report } from "./report";

/** Kilobytes of script, compressed, that a first visit may load: of reading pages, and of the editor before Monaco. */
const LIMIT = { page: 250, editor: 900 };
const TOKEN = "bench-owner-token-0123456789abcdef";
const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };

/** First-load JavaScript of each page as a browser with an empty cache receives it, beside its limit. */
export async function benchPages(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "passerelle-pages-"));
  const application = await startApplication(dataDir, { PASSERELLE_API_TOKEN: TOKEN });
  const executablePath = await ensureChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const state = await signIn(browser, application.url);
    for (const { name, path, limit } of await addresses(application)) {
      await measure(browser, { url: application.url, path, state, name, limit: limit ?? LIMIT.page });
    }
  } finally {
    await browser.close();
    await application.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Address = { readonly name: string; readonly path: string; readonly limit?: number };

/** Every page of the studio, with something on it: an integration, a run, a simulation. */
async function addresses({ url }: Application): Promise<Address[]> {
  const id = z.object({ id: z.string() });
  const { data } = await call(url, "GET", "/connections", z.object({ data: z.array(id.extend({ connector: z.string() })) }));
  const of = (connector: string) => data.find((connection) => connection.connector === connector)?.id;
  const installed = await call(url, "POST", "/integrations", id.extend({ flows: z.array(id) }), {
    ...{ template: "prestashop-dolibarr", name: "Pages", connections: { shop: of("prestashop"), erp: of("dolibarr") } },
  });
  const flow = installed.flows[0]?.id ?? "";
  const integration = `/integrations/${installed.id}`;
  const tables = await call(url, "GET", `/tables?integration=${installed.id}`, z.object({ data: z.array(id) }));
  const run = await call(url, "POST", `/flows/${flow}/runs`, id, { mode: "live", limit: 5 });
  const simulation = await call(url, "POST", `/flows/${flow}/simulations`, id, {
    kind: "difference",
    version: "draft",
    limit: 5,
  });
  const plain = ["/sign-in", "/", "/integrations", "/gallery", "/connections", "/tables", "/flows", "/runs", "/review"];
  const more = ["/dead-letters", "/schedules", "/people", "/settings", "/settings/tokens", "/settings/audit"];
  const parts = ["", "/settings", "/connections", "/tables", "/schedules", "/journal", "/reconcile"];
  return [
    ...[...plain, ...more].map((path) => ({ name: path, path })),
    ...parts.map((part) => ({ name: `/integrations/[integrationId]${part}`, path: integration + part })),
    { name: "/integrations/[integrationId]/tables/[tableId]", path: `${integration}/tables/${tables.data[0]?.id}` },
    { name: "/runs/[runId]", path: `/runs/${run.id}` },
    { name: "/flows/[flowId]/simulation", path: `/flows/${flow}/simulation` },
    { name: "/flows/[flowId]/simulation/[simulationId]", path: `/flows/${flow}/simulation/${simulation.id}` },
    { name: "/flows/[flowId]", path: `/flows/${flow}`, limit: LIMIT.editor },
  ];
}

async function call<Reply>(
  url: string,
  method: "GET" | "POST",
  path: string,
  shape: z.ZodType<Reply>,
  body?: unknown,
): Promise<Reply> {
  const reply = await fetch(`${url}/api/v1${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
  return shape.parse(await reply.json());
}

type State = Awaited<ReturnType<Awaited<ReturnType<Browser["newContext"]>>["storageState"]>>;

async function signIn(browser: Browser, url: string): Promise<State> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await enterDemo(page, url);
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Signs in to the demo workspace of a running application. */
export async function enterDemo(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByRole("button", { name: "Essayer la démonstration" }).click();
  await page.waitForURL((address) => address.pathname === "/");
}

type Visit = { url: string; path: string; state: State; name: string; limit: number };

async function measure(browser: Browser, { url, path, state, name, limit }: Visit): Promise<void> {
  const context = await browser.newContext(path === "/sign-in" ? {} : { storageState: state });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  const scripts = new Set<string>();
  let bytes = 0;
  devtools.on("Network.responseReceived", ({ requestId, type }) => void (type === "Script" && scripts.add(requestId)));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  const reply = await page.goto(url + path, { waitUntil: "load" });
  if (!reply?.ok()) throw new Error(`${name}: ${reply?.status()}`);
  const kilobytes = bytes / 1024;
  report({ bench: "pages", metric: name, value: kilobytes, unit: "KB", ratio: kilobytes / limit, of: `limit ${limit} KB` });
  await context.close();
}
