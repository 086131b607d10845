import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

/** Any constant: two processes that start at once migrate one after the other. */
const MIGRATION_LOCK = 4_070_211;

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
    await migrate(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end({ timeout: 5 });
  }
}
