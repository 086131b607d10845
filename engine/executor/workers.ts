import type { Sql } from "postgres";
import type { Logger } from "@/connectors/contract";
import { reapExpired } from "./queue";
import { WORKER_LOCK } from "./sql";

/**
 * The life of a process on the store: it holds an advisory lock on its worker number on a connection of its own.
 * Postgres drops the lock as soon as the process is gone, so that its leases pass on at once after a kill -9 instead
 * of after their time; the lease's time covers what a lock cannot see (a process that hangs).
 */
export type WorkerLife = {
  readonly id: number;
  /** Takes the lock again after a lost connection. */
  keep(): Promise<void>;
  /** Frees the leases of processes that are gone. */
  reapDead(): Promise<void>;
  end(): Promise<void>;
};

export type WorkerOptions = {
  readonly sql: Sql;
  readonly log: Logger;
  /** Opens a lasting connection of its own; `onLost` is called when its session ends. */
  readonly session: (onLost: () => void) => Sql;
};

export async function startWorker({ sql, log, session }: WorkerOptions): Promise<WorkerLife> {
  const [row] = await sql<{ id: number }[]>`select nextval(pg_get_serial_sequence('exec_workers', 'id'))::int as id`;
  if (!row) throw new Error("No worker number");
  const { id } = row;
  let isLost = false;
  const lasting = session(() => {
    isLost = true;
  });
  await lockNumber(lasting, id);
  return {
    id,
    async keep() {
      if (!isLost) return;
      log.warn("executor.session_lost", { worker: id });
      isLost = false;
      await lockNumber(lasting, id);
    },
    async reapDead() {
      await expireDead(sql, id);
      await reapExpired(sql);
    },
    async end() {
      await sql`delete from exec_workers where id = ${id}`;
      await lasting.end({ timeout: 5 });
    },
  };
}

async function lockNumber(lasting: Sql, id: number): Promise<void> {
  await lasting`select pg_advisory_lock(${WORKER_LOCK}, ${id})`;
  // Only now may others see the number: without its lock they would take it for a dead one's.
  await lasting`insert into exec_workers (id) overriding system value values (${id}) on conflict do nothing`;
}

/** A worker whose lock is free lives no more: its leases end now and its number goes. */
async function expireDead(sql: Sql, own: number): Promise<void> {
  await sql.begin(async (tx) => {
    const gone = await tx<{ id: number }[]>`
      select id from exec_workers where id <> ${own} and pg_try_advisory_xact_lock(${WORKER_LOCK}, id)`;
    if (gone.length === 0) return;
    const ids = gone.map((row) => row.id);
    await tx`update exec_jobs set lease_until = now() - interval '1 s' where worker = any(${ids}) and lease_until is not null`;
    await tx`delete from exec_workers where id = any(${ids})`;
  });
}
