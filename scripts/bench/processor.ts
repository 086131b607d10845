import { readFileSync } from "node:fs";
import type { Sql } from "postgres";

/** Processor time since some moment, in milliseconds: what a run costs, however busy the machine is with other things. */
export interface Spent {
  readonly own: number;
  /** Of the processes of the Postgres on this machine; 0 where they cannot be seen. */
  readonly postgres: number;
}

/** Milliseconds per tick of /proc: 100 a second on every Linux this runs on. */
const TICK_MS = 10;

export async function spentSoFar(sql: Sql): Promise<Spent> {
  const pids = await sql<{ pid: number }[]>`select pid from pg_stat_activity`;
  const { user, system } = process.cpuUsage();
  return { own: (user + system) / 1_000, postgres: pids.reduce((sum, { pid }) => sum + spentBy(pid), 0) };
}

export function spentSince(before: Spent, now: Spent): Spent {
  return { own: now.own - before.own, postgres: now.postgres - before.postgres };
}

function spentBy(pid: number): number {
  try {
    // After the command, which is in brackets: the 12th and 13th values are user and system time.
    const values = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return (Number(values[11]) + Number(values[12])) * TICK_MS;
  } catch {
    return 0; // ended meanwhile, or no /proc
  }
}
