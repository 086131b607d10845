import { readFileSync } from "node:fs";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres, { type Sql } from "postgres";

/** Any constant: two processes that start at once migrate one after the other. */
const MIGRATION_LOCK = 4_070_211;

/**
 * The initial migration was made anew once, with other executor tables: what a store of the first one is at, and of the
 * second.
 */
const FIRST_INITIAL = 1_795_327_521_582;
const INITIAL = 1_795_328_293_878;

/** Brings the database to the newest schema; harmless when it already is. */
export async function migrateStore({
  url,
  folder = join(process.cwd(), "db", "migrations"),
}: {
  url: string;
  folder?: string;
}): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await adoptFirstInitial(client, folder);
    await migrate(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end({ timeout: 5 });
  }
}

/**
 * Replaces the executor tables of the first initial migration, all else being equal. They hold nothing that is missed:
 * runs that had not ended are called again by the maintenance function, from the ledger.
 */
async function adoptFirstInitial(client: Sql, folder: string): Promise<void> {
  const [journal] = await client<{ name: string | null }[]>`select to_regclass('drizzle.__drizzle_migrations')::text as name`;
  if (!journal?.name) return;
  const [last] = await client<{ at: string | null }[]>`select max(created_at)::text as at from drizzle.__drizzle_migrations`;
  if (Number(last?.at) !== FIRST_INITIAL) return;
  const statements = readFileSync(join(folder, "0000_initial.sql"), "utf8").split("--> statement-breakpoint");
  await client.begin(async (tx) => {
    const tables = await tx<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public' and tablename like 'exec\\_%'`;
    for (const { name } of tables) await tx`drop table ${tx(name)} cascade`;
    for (const statement of statements) if (statement.includes('"exec_')) await tx.unsafe(statement);
    await tx`update drizzle.__drizzle_migrations set created_at = ${INITIAL} where created_at = ${FIRST_INITIAL}`;
  });
}
