import type { Driver, Plan } from "@/engine/interpreter/plan";
import type { NodeContext, PlannedWrite, RecordOutcome } from "@/engine/interpreter/ports";
import { runPage } from "@/engine/interpreter/run-page";
import { aboutOf, type RecordAbout } from "@/engine/interpreter/try-about";
import { changesOf, type FieldChange } from "@/engine/interpreter/try-diff";
import { type DocumentProof, documentsOf, recordKeyOf } from "@/engine/interpreter/try-documents";
import type { Item } from "@/engine/nodes/contract";
import type { ErrorInfo } from "@/lib/core/errors";
import type { Json, JsonObject } from "@/lib/core/json";

/** What one node would do for a record: a write, or an action on what was written. */
export interface SimulatedWrite {
  readonly nodeId: string;
  readonly alias: string;
  readonly stream: string;
  /** What the target calls it; empty for what would be created. */
  readonly ref: string;
  readonly outcome: PlannedWrite["outcome"];
  /** Field by field, old and new; of what would be created, every field that says something. */
  readonly changes: readonly FieldChange[];
  /** All that would be sent. */
  readonly after: JsonObject;
}

/** What the target would get for one source record, and why. */
export interface SimulatedRecord extends RecordAbout {
  readonly key: string;
  readonly label: string;
  readonly outcome: RecordOutcome["outcome"];
  /** Where it failed, was ignored or waits. */
  readonly nodeId: string | null;
  readonly writes: readonly SimulatedWrite[];
  readonly documents: readonly DocumentProof[];
  readonly error: ErrorInfo | null;
  readonly reason: JsonObject | null;
  readonly review: JsonObject | null;
}

/** One page of records through a plan, in a world where nothing is written (`createTryWorld`). One result per item, in order. */
export async function tryPage(input: {
  plan: Plan;
  driver: Driver;
  items: readonly Item[];
  ctx: NodeContext;
  /** What the context's `plan` was told for these items; filled while the page runs. */
  planned: ReadonlyMap<string, readonly PlannedWrite[]>;
}): Promise<SimulatedRecord[]> {
  const { plan, driver, items, ctx, planned } = input;
  const documents = new Map<string, DocumentProof[]>();
  const { outcomes } = await runPage({
    ...{ plan, driver, items, ctx, samples: 0 },
    observe: (step, _arrived, result) => {
      for (const [key, made] of documentsOf(step, result)) documents.set(key, [...(documents.get(key) ?? []), ...made]);
    },
  });
  const writes = new Map<string, PlannedWrite[]>();
  for (const [itemKey, made] of planned) {
    const key = recordKeyOf({ key: itemKey });
    writes.set(key, [...(writes.get(key) ?? []), ...made]);
  }
  const data = new Map(items.map((item) => [item.key, item.data]));
  return outcomes.map((outcome) => {
    const proofs = documents.get(outcome.key) ?? [];
    return {
      ...aboutOf(data.get(outcome.key) ?? {}, proofs[0]),
      key: outcome.key,
      label: outcome.label,
      outcome: outcome.outcome,
      nodeId: outcome.nodeId ?? null,
      writes: (writes.get(outcome.key) ?? []).map(simulated),
      documents: proofs,
      error: outcome.error ?? null,
      reason: outcome.reason ?? null,
      review: outcome.review ?? null,
    };
  });
}

function simulated({ nodeId, alias, stream, outcome, before, after, link }: PlannedWrite): SimulatedWrite {
  const isAction = stream.startsWith("action:");
  const sent = isAction ? paramsOf(after) : after;
  const changes = outcome === "unchanged" ? [] : changesOf(outcome === "created" ? null : before, sent);
  return { nodeId, alias, stream, outcome, ref: link?.ref ?? "", changes, after };
}

function paramsOf({ params }: JsonObject): JsonObject {
  return isParams(params) ? params : {};
}

function isParams(params: Json | undefined): params is JsonObject {
  return typeof params === "object" && params !== null && !Array.isArray(params);
}
