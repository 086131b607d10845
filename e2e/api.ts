import { type APIRequestContext, expect } from "@playwright/test";
import { z } from "zod";
import { type IntegrationFile, IntegrationFileSchema } from "../engine/document/integration-file";
import { TOKEN } from "./fixtures";

const headers = { authorization: `Bearer ${TOKEN}` };
const RunSchema = z.object({
  status: z.enum(["queued", "running", "succeeded", "failed", "cancelled"]),
  versionId: z.string(),
  counts: z.object({ total: z.number(), created: z.number(), unchanged: z.number(), failed: z.number() }),
});
const InstalledSchema = z.object({ id: z.string(), flows: z.array(z.object({ id: z.string(), key: z.string() })) });

async function call(
  request: APIRequestContext,
  method: "GET" | "POST" | "PUT" | "PATCH",
  path: string,
  data?: unknown,
): Promise<unknown> {
  const reply = await request.fetch(`/api/v1${path}`, { method, headers, ...(data === undefined ? {} : { data }) });
  expect(reply.ok(), `${method} ${path}: ${reply.status()} ${await reply.text()}`).toBe(true);
  return reply.json();
}

/** Where the sandbox of a system listens. */
export async function addressOf(request: APIRequestContext, connector: string): Promise<string> {
  const { data } = z
    .object({ data: z.array(z.object({ connector: z.string(), config: z.object({ url: z.string() }) })) })
    .parse(await call(request, "GET", "/connections"));
  return data.find((connection) => connection.connector === connector)?.config.url ?? "";
}

/** Installs PrestaShop to Dolibarr on the demo connections; answers the flow ids by key, and the integration's as `id`. */
export async function installTemplate(request: APIRequestContext, name: string): Promise<Record<string, string>> {
  const { data } = z
    .object({ data: z.array(z.object({ id: z.string(), connector: z.string() })) })
    .parse(await call(request, "GET", "/connections"));
  const idOf = (connector: string) => data.find((connection) => connection.connector === connector)?.id;
  const connections = { shop: idOf("prestashop"), erp: idOf("dolibarr") };
  const installed = InstalledSchema.parse(
    await call(request, "POST", "/integrations", { template: "prestashop-dolibarr", name, connections }),
  );
  return { id: installed.id, ...Object.fromEntries(installed.flows.map((flow) => [flow.key, flow.id])) };
}

/** Takes the rows of the table of taxes away, and has products without one refused. */
export async function uncoverTaxes(request: APIRequestContext, integrationId: string): Promise<void> {
  const ListSchema = z.object({ data: z.array(z.object({ id: z.string(), key: z.string() })) });
  const { data } = ListSchema.parse(await call(request, "GET", `/tables?integration=${integrationId}`));
  const id = data.find(({ key }) => key === "taxes")?.id ?? "";
  const { rows } = z
    .object({ rows: z.array(z.object({ source: z.string() })) })
    .parse(await call(request, "GET", `/tables/${id}`));
  await call(request, "PUT", `/tables/${id}`, { rows: rows.map(({ source }) => ({ source, target: null })), default: null });
  await call(request, "PATCH", `/integrations/${integrationId}`, { settings: { unmappedTax: "block" } });
}

/** How many integrations the workspace has. */
export async function integrationCount(request: APIRequestContext): Promise<number> {
  return z.object({ data: z.array(z.unknown()) }).parse(await call(request, "GET", "/integrations")).data.length;
}

export function exportedIntegration(request: APIRequestContext, id: string): Promise<IntegrationFile> {
  return call(request, "GET", `/integrations/${id}/export`).then((file) => IntegrationFileSchema.parse(file));
}

/** Makes an integration of a file; answers the flow ids by key. */
export async function importIntegration(request: APIRequestContext, file: unknown): Promise<Record<string, string>> {
  const imported = InstalledSchema.parse(await call(request, "POST", "/integrations/import", { file }));
  return Object.fromEntries(imported.flows.map((flow) => [flow.key, flow.id]));
}

/** Names the flows of the gallery get where English is read. */
export async function englishFlowNames(request: APIRequestContext): Promise<string[]> {
  const { data } = z
    .object({ data: z.array(z.object({ flows: z.array(z.object({ title: z.object({ en: z.string() }) })) })) })
    .parse(await call(request, "GET", "/templates"));
  return data.flatMap(({ flows }) => flows.map(({ title }) => title.en));
}

/** What failed in other journeys is not this one's. */
export async function dismissFailures(request: APIRequestContext): Promise<void> {
  await call(request, "POST", "/dead-letters/dismiss", { filter: {}, reason: "autre parcours" });
}

export async function startRun(request: APIRequestContext, flowId: string): Promise<string> {
  return z.object({ id: z.string() }).parse(await call(request, "POST", `/flows/${flowId}/runs`, { mode: "live" })).id;
}

/** The run once it is over. */
export async function runToEnd(request: APIRequestContext, runId: string): Promise<z.infer<typeof RunSchema>> {
  let run = RunSchema.parse(await call(request, "GET", `/runs/${runId}`));
  await expect
    .poll(
      async () => {
        run = RunSchema.parse(await call(request, "GET", `/runs/${runId}`));
        return run.status;
      },
      { timeout: 180_000 },
    )
    .not.toMatch(/queued|running/);
  return run;
}

/** Version number that runs, of a flow. */
export async function publishedVersion(request: APIRequestContext, flowId: string): Promise<number> {
  const flow = z
    .object({ version: z.object({ number: z.number() }).nullable() })
    .parse(await call(request, "GET", `/flows/${flowId}`));
  return flow.version?.number ?? 0;
}

/** The newest run of a flow; undefined when it never ran. */
export async function lastRunOf(request: APIRequestContext, flowId: string): Promise<{ id: string; status: string } | undefined> {
  const { data } = z
    .object({ data: z.array(z.object({ id: z.string(), flowId: z.string(), status: z.string() })) })
    .parse(await call(request, "GET", `/runs?flowId=${flowId}`));
  return data.find((run) => run.flowId === flowId);
}
