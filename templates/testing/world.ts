import type { Connector, ConnectorContext, LookupItem } from "@/connectors/contract";
import { dolibarr } from "@/connectors/dolibarr";
import {
  type DolibarrSandbox,
  type SandboxOptions as ErpOptions,
  startSandbox as startDolibarr,
} from "@/connectors/dolibarr/sandbox";
import { createHttpClient, type HttpTime } from "@/connectors/http";
import { prestashop } from "@/connectors/prestashop";
import {
  type PrestashopSandbox,
  type PrestashopVersion,
  type DemoOptions as ShopDemo,
  startSandbox as startPrestashop,
} from "@/connectors/prestashop/sandbox";
import { expectWrites } from "@/engine/interpreter/expect-writes";
import { planFlow } from "@/engine/interpreter/plan";
import type { BoundConnector, NodeContext, ReconcilePart, RecordOutcome, RunTable } from "@/engine/interpreter/ports";
import { readPage } from "@/engine/interpreter/read-page";
import { runPage } from "@/engine/interpreter/run-page";
import { createMemoryLinks, type MemoryLinks } from "@/engine/testing/memory-links";
import { createMemoryContext } from "@/engine/testing/memory-ports";
import type { Json, JsonObject } from "@/lib/core/json";
import { fallbackOf, matchRow } from "@/lib/server/integrations/auto-match";
import { TableDefinitionSchema } from "@/lib/server/integrations/definition";
import type { Template } from "@/templates/contract";

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Both sandboxes over HTTP, and a template's flows run between them with links in memory. */
export interface World {
  readonly shop: PrestashopSandbox;
  readonly erp: DolibarrSandbox;
  readonly links: MemoryLinks;
  /** Matches the tables, as an installation does before any run. */
  install(): Promise<void>;
  /** Runs a flow to its end over all it reads; `settings` and `tables` on top of the template's own. */
  run(flow: string, options?: RunOptions): Promise<RecordOutcome[]>;
  /** Answer of Dolibarr's own API. */
  erpGet(path: string): Promise<Json>;
  /** The state changes in the shop, as a person would change it. */
  moveShopOrder(order: string, state: string): Promise<void>;
  close(): Promise<void>;
}

export interface RunOptions {
  readonly settings?: JsonObject;
  /** Rows by table and source id, on top of those auto-match found. */
  readonly tables?: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly keys?: readonly string[];
  /** From where the last such run of the flow ended, as scheduled runs are. */
  readonly sinceLast?: true;
  /** `$trigger` of the expressions. */
  readonly trigger?: JsonObject;
  /** Told what each page of a comparison found. */
  readonly reconciled?: (part: ReconcilePart) => void;
}

export interface WorldOptions extends ShopDemo {
  readonly erp?: ErpOptions;
  /** Company of a Dolibarr with several. */
  readonly entity?: string;
  readonly shopVersion?: PrestashopVersion;
  /** Key of the webservice, when it is not the one that may do everything. */
  readonly shopKey?: string;
  /** The Dolibarr of another world, for a second shop beside its own. */
  readonly into?: World;
  /** Integration the flows belong to. */
  readonly owner?: string;
  /** What the shop's clock says. */
  readonly shopClock?: () => Date;
  /** Time of the requests: one that does not wait, where answers are lost on purpose. */
  readonly time?: HttpTime;
  /** Fills the shop instead of the demo data. */
  readonly fillShop?: (shop: PrestashopSandbox) => void;
}

export async function startWorld(template: Template, options: WorldOptions = {}): Promise<World> {
  const {
    erp: erpOptions,
    entity = "",
    fillShop,
    into,
    owner = "int_test",
    shopVersion,
    shopKey,
    time,
    shopClock,
    ...demo
  } = options;
  const shop = await startPrestashop({
    demo: fillShop ? false : demo,
    ...(shopVersion ? { version: shopVersion } : {}),
    ...(shopClock ? { clock: shopClock } : {}),
  });
  fillShop?.(shop);
  const erp = into?.erp ?? (await startDolibarr(erpOptions));
  const links = createMemoryLinks();
  const bind = {
    "role:shop": () => bound("shop", prestashop, { url: shop.url }, { webserviceKey: shopKey ?? shop.key }, time),
    "role:erp": () => bound("erp", dolibarr, { url: erp.url, entity }, { apiKey: erp.key }, time),
  };
  const watermarks = new Map<string, Json>();
  let tables: Promise<RunTable[]> | undefined;
  return {
    shop,
    erp,
    links,
    async install() {
      tables ??= matchTables(template, { shop: bind["role:shop"](), erp: bind["role:erp"]() });
      await tables;
    },
    async run(key, how = {}) {
      tables ??= matchTables(template, { shop: bind["role:shop"](), erp: bind["role:erp"]() });
      const connectors = { "role:shop": bind["role:shop"](), "role:erp": bind["role:erp"]() };
      return runFlow(template, key, { connectors, links, owner, watermarks, options: how, tables: await tables });
    },
    async erpGet(path) {
      const headers = { DOLAPIKEY: erp.key, ...(entity === "" ? {} : { DOLAPIENTITY: entity }) };
      const reply = await fetch(`${erp.url}/api/index.php${path}`, { headers });
      return (await reply.json()) as Json;
    },
    async moveShopOrder(order, state) {
      const body = `<prestashop><order_history><id_order>${order}</id_order><id_order_state>${state}</id_order_state></order_history></prestashop>`;
      const reply = await fetch(`${shop.url}/api/order_histories?ws_key=${shop.key}`, { method: "POST", body });
      if (reply.status !== 201) throw new Error(`state not changed: ${reply.status} ${await reply.text()}`);
    },
    async close() {
      await shop.close();
      if (!into) await erp.close();
    },
  };
}

function bound<Config extends JsonObject>(
  connectionId: string,
  connector: Connector<Config>,
  config: JsonObject,
  secrets: Record<string, string>,
  time: HttpTime | undefined,
): BoundConnector {
  const { spec, arithmetic, ledger } = connector;
  let sent = 0;
  const signal = new AbortController().signal;
  const http = createHttpClient({
    baseUrl: String(config.url),
    secrets: Object.values(secrets),
    limits: spec.limits,
    allowPrivate: true,
    log: SILENT,
    signal,
    onRequest: () => {
      sent += 1;
    },
    ...(time ? { time } : {}),
  });
  const context: ConnectorContext<Config> = {
    config: spec.config.parse(config),
    secrets,
    http,
    log: SILENT,
    signal,
    now: () => new Date(),
  };
  return {
    connectionId,
    connectorId: spec.id,
    title: spec.title,
    pageSize: spec.limits.pageSize,
    parallelWrites: spec.limits.parallelWrites,
    writeBatch: spec.limits.writeBatch ?? 1,
    idempotency: spec.idempotency,
    repeatable: spec.repeatable,
    read: (request) => connector.read(context, request),
    write: (request) => connector.write(context, request),
    find: (request) => connector.find(context, request),
    lookup: (request) => connector.lookup(context, request),
    action: async (id, request) => {
      const action = connector.actions[id];
      if (!action) throw new Error(`no action ${id}`);
      return action.run(context, request);
    },
    ...(arithmetic
      ? {
          arithmetic: async () => {
            const settings = await arithmetic.settings(context);
            return {
              unitDecimals: arithmetic.unitDecimals(settings),
              totals: (lines, rate) => arithmetic.totals(lines, settings, rate),
            };
          },
        }
      : {}),
    ...(ledger ? { ledger } : {}),
    requests: () => sent,
  };
}

async function matchTables(template: Template, roles: Readonly<Record<string, BoundConnector>>): Promise<RunTable[]> {
  const read = async (role: string, lookup: string): Promise<readonly LookupItem[]> =>
    (await roles[role]?.lookup({ lookup }))?.items ?? [];
  const tables: RunTable[] = [];
  for (const table of template.tables) {
    const definition = TableDefinitionSchema.parse(table);
    const choices: Record<string, readonly LookupItem[]> = {};
    for (const { key, control } of definition.columns) {
      if (control.type === "lookup") choices[key] = await read(control.role, control.lookup);
      if (control.type === "select")
        choices[key] = control.options.map((option) => ({ id: option.value, label: option.label.fr }));
    }
    const sources = await read(definition.source.role, definition.source.lookup);
    const rows = Object.fromEntries(sources.map((source) => [source.id, matchRow(definition, source, choices).target]));
    tables.push({ key: table.key, rows, fallback: fallbackOf(definition, choices) });
  }
  return tables;
}

interface FlowRun {
  readonly connectors: Record<string, BoundConnector>;
  readonly links: MemoryLinks;
  readonly owner: string;
  /** By flow and driver. */
  readonly watermarks: Map<string, Json>;
  readonly options: RunOptions;
  readonly tables: readonly RunTable[];
}

async function runFlow(template: Template, key: string, run: FlowRun): Promise<RecordOutcome[]> {
  const flow = template.flows.find((each) => each.key === key);
  if (!flow) throw new Error(`no flow ${key}`);
  const plan = planFlow(flow.document);
  const defaults = Object.fromEntries(template.settings.map((setting) => [setting.key, setting.control.default as Json]));
  const outcomes: RecordOutcome[] = [];
  for (const driver of plan.drivers) {
    const context = createMemoryContext({
      settings: { ...defaults, ...run.options.settings },
      tables: run.tables.map((table) => ({ ...table, rows: { ...table.rows, ...run.options.tables?.[table.key] } })),
      connectors: run.connectors,
      links: run.links,
      sourceStream: driver.sourceStream,
      ...(run.options.trigger ? { trigger: run.options.trigger } : {}),
    });
    const ctx: NodeContext = { ...context, owner: run.owner, reconcile: comparison(template, run.options) };
    const mark = `${key}:${driver.nodeId}`;
    const since = run.options.sinceLast ? (run.watermarks.get(mark) ?? null) : null;
    let cursor: Json | null = null;
    do {
      const page = await readPage({
        plan,
        driver,
        cursor,
        since,
        ctx,
        ...(run.options.keys ? { keys: run.options.keys } : {}),
      });
      outcomes.push(...(await runPage({ plan, driver, items: page.items, ctx, samples: 0 })).outcomes);
      cursor = page.nextCursor;
      if (page.watermark !== null) run.watermarks.set(mark, page.watermark);
    } while (cursor !== null);
  }
  return outcomes;
}

/** Every flow of the template counts as up to date. */
function comparison(template: Template, options: RunOptions): NonNullable<NodeContext["reconcile"]> {
  return {
    expect: async (key, items, ctx) => {
      const flow = template.flows.find((each) => each.key === key);
      const plan = flow && planFlow(flow.document);
      const [driver] = plan?.drivers ?? [];
      if (!plan || !driver) throw new Error(`no flow ${key}`);
      return { ...(await expectWrites({ plan, driver, items, ctx })), waiting: new Set() };
    },
    report: async (part) => options.reconciled?.(part),
  };
}
