import { and, asc, desc, eq, gt, ilike, inArray, lt, notInArray, or, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { simulationRecords, simulations } from "@/db/schema";
import { newId } from "@/lib/core/ids";
import type { OutcomeKind } from "@/lib/core/outcomes";

export type SimulationRow = typeof simulations.$inferSelect;
export type SimulationRecordRow = typeof simulationRecords.$inferSelect;
export type NewSimulation = Pick<
  SimulationRow,
  "flowId" | "kind" | "version" | "document" | "contentHash" | "baseline" | "request" | "requestedBy"
>;

type Scope = { readonly db: Queryable; readonly workspaceId: string };
type OneSimulation = Scope & { readonly simulationId: string };
const one = ({ workspaceId, simulationId }: OneSimulation) =>
  and(eq(simulations.workspaceId, workspaceId), eq(simulations.id, simulationId));
const recordsOf = ({ workspaceId, simulationId }: OneSimulation) =>
  and(eq(simulationRecords.workspaceId, workspaceId), eq(simulationRecords.simulationId, simulationId));

/** Queued; the newest `keep` of its flow stay, older ones that are over go. */
export async function insertSimulation(input: Scope & { values: NewSimulation; keep: number }): Promise<string> {
  const { db, workspaceId, values, keep } = input;
  const { flowId } = values;
  const ofFlow = and(eq(simulations.workspaceId, workspaceId), eq(simulations.flowId, flowId));
  const kept = await db
    .select({ id: simulations.id })
    .from(simulations)
    .where(ofFlow)
    .orderBy(desc(simulations.createdAt))
    .limit(keep - 1);
  const ids = kept.map((row) => row.id);
  const isOld = ids.length === 0 ? undefined : notInArray(simulations.id, ids);
  await db.delete(simulations).where(and(ofFlow, isOld, notInArray(simulations.status, ["queued", "running"])));
  const id = newId("sim");
  await db.insert(simulations).values({ id, workspaceId, ...values });
  return id;
}

export async function findSimulation(input: OneSimulation): Promise<SimulationRow | undefined> {
  const [row] = await input.db.select().from(simulations).where(one(input));
  return row;
}

/** Newest first. */
export async function listSimulations(input: Scope & { flowId: string }): Promise<SimulationRow[]> {
  return input.db
    .select()
    .from(simulations)
    .where(and(eq(simulations.workspaceId, input.workspaceId), eq(simulations.flowId, input.flowId)))
    .orderBy(desc(simulations.createdAt));
}

/**
 * Takes the simulation that has waited longest, or one whose process has been silent since `silentSince`: it begins anew.
 * Of any workspace: it is called by the process, not by a person.
 */
export async function takeSimulation(input: { db: Queryable; at: Date; silentSince: Date }): Promise<SimulationRow | undefined> {
  const { db, at, silentSince } = input;
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(simulations)
      .where(
        or(eq(simulations.status, "queued"), and(eq(simulations.status, "running"), lt(simulations.heartbeatAt, silentSince))),
      )
      .orderBy(asc(simulations.createdAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!row) return undefined;
    await tx.delete(simulationRecords).where(eq(simulationRecords.simulationId, row.id));
    const [taken] = await tx
      .update(simulations)
      .set({ status: "running", startedAt: at, heartbeatAt: at, ...NO_COUNTS })
      .where(eq(simulations.id, row.id))
      .returning();
    return taken;
  });
}

const NO_COUNTS = { read: 0, created: 0, updated: 0, unchanged: 0, ignored: 0, failed: 0, review: 0, differing: 0 };

export async function updateSimulation(
  input: OneSimulation & { values: Partial<Omit<SimulationRow, "id" | "workspaceId" | "flowId">> },
): Promise<void> {
  await input.db.update(simulations).set(input.values).where(one(input));
}

/** True when it was still going on. A queued one is over at once. */
export async function cancelSimulation(input: OneSimulation & { at: Date }): Promise<boolean> {
  const rows = await input.db
    .update(simulations)
    .set({
      cancelRequested: true,
      status: sql`case when ${simulations.status} = 'queued' then 'cancelled' else ${simulations.status} end`,
      endedAt: sql`case when ${simulations.status} = 'queued' then ${input.at.toISOString()}::timestamptz else ${simulations.endedAt} end`,
    })
    .where(and(one(input), inArray(simulations.status, ["queued", "running"])))
    .returning({ id: simulations.id });
  return rows.length > 0;
}

export type NewSimulationRecord = Omit<SimulationRecordRow, "workspaceId" | "simulationId">;

/** A page of it: its records, and its figures as they are now. False when somebody asked it to stop. */
export async function commitSimulationPage(
  input: OneSimulation & {
    records: readonly NewSimulationRecord[];
    values: Partial<Omit<SimulationRow, "id" | "workspaceId" | "flowId">>;
  },
): Promise<boolean> {
  const { db, workspaceId, simulationId, records, values } = input;
  return db.transaction(async (tx) => {
    const [row] = await tx
      .update(simulations)
      .set(values)
      .where(and(one(input), eq(simulations.status, "running"), eq(simulations.cancelRequested, false)))
      .returning({ id: simulations.id });
    if (!row) return false;
    if (records.length > 0)
      await tx.insert(simulationRecords).values(records.map((record) => ({ workspaceId, simulationId, ...record })));
    return true;
  });
}

export type RecordFilter = {
  readonly outcome?: OutcomeKind | undefined;
  /** Replays: only those the versions treat differently. */
  readonly differs?: boolean | undefined;
  /** Words of the key, the label, the name, or of a record it would become. */
  readonly search?: string | undefined;
  readonly keys?: readonly string[] | undefined;
};

/** In the order they were read. */
export async function listSimulationRecords(
  input: OneSimulation & RecordFilter & { after?: number | undefined; limit: number },
): Promise<SimulationRecordRow[]> {
  const { db, outcome, differs, search, keys, after, limit } = input;
  const { seq, key, label, name, detail } = simulationRecords;
  const like = search ? `%${search.replace(/[\\%_]/g, "\\$&")}%` : undefined;
  return db
    .select()
    .from(simulationRecords)
    .where(
      and(
        recordsOf(input),
        outcome ? eq(simulationRecords.outcome, outcome) : undefined,
        differs === undefined ? undefined : eq(simulationRecords.differs, differs),
        keys ? inArray(key, [...keys]) : undefined,
        like === undefined
          ? undefined
          : or(
              ilike(key, like),
              ilike(label, like),
              ilike(name, like),
              sql`jsonb_path_query_array(${detail}, '$.writes[*].ref')::text ilike ${like}`,
            ),
        after === undefined ? undefined : gt(seq, after),
      ),
    )
    .orderBy(asc(seq))
    .limit(limit);
}

export async function findSimulationRecord(input: OneSimulation & { seq: number }): Promise<SimulationRecordRow | undefined> {
  const [row] = await input.db
    .select()
    .from(simulationRecords)
    .where(and(recordsOf(input), eq(simulationRecords.seq, input.seq)));
  return row;
}
