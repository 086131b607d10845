import type { FlowRow } from "@/db/queries/flows";
import { commitSimulationPage, type NewSimulationRecord, type SimulationRow, updateSimulation } from "@/db/queries/simulations";
import type { BoundConnector } from "@/engine/interpreter/ports";
import { truncateRecord } from "@/engine/interpreter/truncate";
import type { CostSide } from "@/engine/interpreter/try-cost";
import type { SimulatedRecord } from "@/engine/interpreter/try-page";
import { AppError, type ErrorInfo } from "@/lib/core/errors";
import type { Json, JsonObject } from "@/lib/core/json";
import { JsonObjectSchema, JsonSchema } from "@/lib/core/json-schema";
import type { App } from "@/lib/server/app";
import type { TryContext } from "@/lib/server/flows/try-context";
import type { KeptRequest } from "@/lib/server/simulations/request";

/** What a simulation works with. */
export interface Bench {
  readonly app: App;
  readonly flow: FlowRow;
  readonly row: SimulationRow;
  readonly request: KeptRequest;
  /** Not yet harmless: only a world made of it may be handed to nodes. */
  readonly ctx: TryContext;
  readonly progress: Progress;
}

export interface PageRecord {
  readonly record: SimulatedRecord;
  readonly differs?: boolean;
  readonly comparison?: JsonObject;
}

/** Characters of JSON kept of what one write would send; the differences are kept whole. */
const MOST_AFTER = 40_000;

/** How far a simulation is, as people see it: pages, counts, requests. */
export class Progress {
  private seq = 0;
  private differing = 0;
  private readonly counts = { created: 0, updated: 0, unchanged: 0, ignored: 0, failed: 0, review: 0 };

  constructor(
    private readonly app: App,
    private readonly row: SimulationRow,
  ) {}

  get read(): number {
    return this.seq;
  }

  /** Throws `run.cancelled` when somebody asked it to stop. */
  async commit(page: readonly PageRecord[], bound: readonly BoundConnector[]): Promise<void> {
    const { workspaceId, id: simulationId } = this.row;
    const records = page.map((each) => this.rowOf(each));
    const isGoing = await commitSimulationPage({
      ...{ db: this.app.db, workspaceId, simulationId, records },
      values: {
        ...this.counts,
        read: this.seq,
        differing: this.differing,
        sides: jsonOf(sidesOf(bound)),
        heartbeatAt: this.app.clock(),
      },
    });
    if (!isGoing) throw new AppError({ code: "run.cancelled", category: "cancelled", message: "The simulation was cancelled" });
  }

  async noteMore(): Promise<void> {
    const { workspaceId, id: simulationId } = this.row;
    await updateSimulation({ db: this.app.db, workspaceId, simulationId, values: { hasMore: true } });
  }

  async end(status: "succeeded" | "failed" | "cancelled", error: ErrorInfo | null = null): Promise<void> {
    const { workspaceId, id: simulationId } = this.row;
    const values = { status, error, endedAt: this.app.clock() };
    await updateSimulation({ db: this.app.db, workspaceId, simulationId, values });
  }

  private rowOf({ record, differs = false, comparison }: PageRecord): NewSimulationRecord {
    const { key, label, name, outcome, amount, ...detail } = record;
    this.seq += 1;
    this.counts[outcome] += 1;
    if (differs) this.differing += 1;
    const writes = detail.writes.map((write) => ({ ...write, after: bounded(write.after) }));
    return {
      seq: this.seq,
      ...{ key, label, name, outcome, differs },
      amount: amount && { ...amount },
      detail: JsonObjectSchema.parse(jsonOf({ ...detail, writes })),
      comparison: comparison ?? null,
    };
  }
}

function bounded(after: JsonObject): JsonObject {
  return JSON.stringify(after).length > MOST_AFTER ? truncateRecord(after) : after;
}

function sidesOf(bound: readonly BoundConnector[]): CostSide[] {
  return bound.map(({ connectionId, title, writeBatch, requests }) => ({
    connectionId,
    title,
    writeBatch,
    requests: requests(),
  }));
}

export function jsonOf(value: unknown): Json {
  return JsonSchema.parse(JSON.parse(JSON.stringify(value)));
}
