import { z } from "zod";
import {
  type DifferenceRow,
  listDifferences,
  listParts,
  listReconciliations,
  type ReconciliationRow,
} from "@/db/queries/reconcile";
import { findRun, type RunRow } from "@/db/queries/runs";
import { Decimal } from "@/lib/core/decimal";
import type { JsonObject } from "@/lib/core/json";
import type { Access } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { bindContext } from "@/lib/server/bound-connector";

const SumSchema = z.object({
  side: z.enum(["source", "target"]),
  stream: z.string(),
  day: z.string(),
  count: z.number(),
  net: z.string(),
  vat: z.string(),
  gross: z.string(),
  vatRates: z.array(z.object({ rate: z.string(), net: z.string(), vat: z.string() })),
});

/** Decimal strings in the company's currency. */
export interface SideTotals {
  readonly count: number;
  readonly net: string;
  readonly vat: string;
  readonly gross: string;
}

export interface BothSides {
  readonly source: SideTotals;
  readonly target: SideTotals;
}

export interface ReconcileSummary {
  readonly runId: string;
  readonly status: RunRow["status"];
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly found: number | null;
  readonly endedAt: Date | null;
  readonly createdAt: Date;
  readonly compared: number;
  readonly waiting: number;
  /** By stream: `orders`, `invoices`. */
  readonly streams: readonly ({ readonly stream: string } & BothSides)[];
  /** Newest day first. */
  readonly days: readonly ({ readonly stream: string; readonly day: string } & BothSides)[];
  /** Highest rate first. */
  readonly rates: readonly {
    readonly stream: string;
    readonly rate: string;
    readonly source: { readonly net: string; readonly vat: string };
    readonly target: { readonly net: string; readonly vat: string };
  }[];
}

const NOTHING: SideTotals = { count: 0, net: "0.00", vat: "0.00", gross: "0.00" };

/** The newest comparison with its figures; undefined before the first one. */
export async function readLastReconciliation(
  app: App,
  access: Access,
  integrationId: string,
): Promise<ReconcileSummary | undefined> {
  const { workspaceId } = access;
  const [row] = await listReconciliations({ db: app.db, workspaceId, integrationId, limit: 1 });
  return row && summaryOf(app, row);
}

export async function summaryOf(app: App, row: ReconciliationRow): Promise<ReconcileSummary> {
  const { workspaceId, runId, fromDay, toDay, found, endedAt, createdAt } = row;
  const [run, parts] = await Promise.all([
    findRun({ db: app.db, workspaceId, runId }),
    listParts({ db: app.db, workspaceId, runId }),
  ]);
  const sums = parts.flatMap((part) => z.array(SumSchema).parse(part.sums));
  const count = (field: "compared" | "waiting") => parts.reduce((total, part) => total + part[field], 0);
  return {
    ...{ runId, status: run?.status ?? "succeeded", fromDay, toDay, found, endedAt, createdAt },
    compared: count("compared"),
    waiting: count("waiting"),
    ...addUp(sums),
  };
}

type Sum = z.infer<typeof SumSchema>;

function addUp(sums: readonly Sum[]): Pick<ReconcileSummary, "streams" | "days" | "rates"> {
  const streams = new Map<string, { stream: string } & BothSides>();
  const days = new Map<string, { stream: string; day: string } & BothSides>();
  const rates = new Map<string, ReconcileSummary["rates"][number]>();
  for (const sum of sums) {
    const { stream, day, side } = sum;
    const ofStream = streams.get(stream) ?? { stream, source: NOTHING, target: NOTHING };
    streams.set(stream, { ...ofStream, [side]: addTotals(ofStream[side], sum) });
    const place = `${day} ${stream}`;
    const ofDay = days.get(place) ?? { stream, day, source: NOTHING, target: NOTHING };
    days.set(place, { ...ofDay, [side]: addTotals(ofDay[side], sum) });
    for (const { rate, net, vat } of sum.vatRates) {
      const at = `${stream} ${rate}`;
      const none = { net: "0.00", vat: "0.00" };
      const known = rates.get(at) ?? { stream, rate, source: none, target: none };
      rates.set(at, { ...known, [side]: { net: plus(known[side].net, net), vat: plus(known[side].vat, vat) } });
    }
  }
  return {
    streams: [...streams.values()].sort((a, b) => b.stream.localeCompare(a.stream)),
    days: [...days.values()].sort((a, b) => b.day.localeCompare(a.day) || b.stream.localeCompare(a.stream)),
    rates: [...rates.values()].sort((a, b) => b.stream.localeCompare(a.stream) || Decimal.of(b.rate).compare(Decimal.of(a.rate))),
  };
}

function addTotals(totals: SideTotals, { count, net, vat, gross }: SideTotals): SideTotals {
  return {
    count: totals.count + count,
    net: plus(totals.net, net),
    vat: plus(totals.vat, vat),
    gross: plus(totals.gross, gross),
  };
}

function plus(a: string, b: string): string {
  return Decimal.of(a).add(Decimal.of(b)).toFixed(2);
}

export interface DifferenceView extends Omit<DifferenceRow, "fields"> {
  readonly fields: readonly JsonObject[];
  /** Where people look at it in the target; null where there is no such page. */
  readonly page: string | null;
}

/** Differences with the address of each in the target. */
export async function listDifferenceViews(
  app: App,
  access: Access,
  input: Omit<Parameters<typeof listDifferences>[0], "db" | "workspaceId">,
): Promise<DifferenceView[]> {
  const { workspaceId } = access;
  const rows = await listDifferences({ db: app.db, workspaceId, ...input });
  const pages = new Map<string, (stream: string, id: string) => string | undefined>();
  for (const connectionId of new Set(rows.map((row) => row.connectionId))) {
    pages.set(connectionId, await pageOf(app, workspaceId, connectionId));
  }
  return rows.map((row) => ({
    ...row,
    page:
      (row.targetId === "" || row.kind === "missing" ? undefined : pages.get(row.connectionId)?.(row.stream, row.targetId)) ??
      null,
  }));
}

/** Of a connection that is no more there is no address. */
async function pageOf(app: App, workspaceId: string, connectionId: string) {
  try {
    const signal = new AbortController().signal;
    const { connector, context } = await bindContext(app, { workspaceId, connectionId, signal });
    return (stream: string, id: string) => connector.ledger?.page?.(context.config, stream, id);
  } catch (thrown) {
    app.log.debug("reconcile.no_page", { connectionId, message: thrown instanceof Error ? thrown.message : String(thrown) });
    return () => undefined;
  }
}
