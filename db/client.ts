import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import { prepareOften } from "@/db/prepare-often";
import * as schema from "@/db/schema";

export type Database = PostgresJsDatabase<typeof schema>;
/** A database or an open transaction of it: what every query takes. */
export type Queryable = Database | Parameters<Parameters<Database["transaction"]>[0]>[0];

export interface Store {
  readonly db: Database;
  /**
   * Plain postgres.js client on the same database, for LISTEN/NOTIFY and the executor's own statements.
   * Apart from `db`'s because drizzle replaces the date and JSON codecs of the client it is given.
   */
  readonly sql: Sql;
  readonly url: string;
  close(): Promise<void>;
}

const QUIET = { onnotice: () => undefined, connection: { application_name: "passerelle" } };
/** Of the plain clients, for `openSession`. */
const addresses = new WeakMap<Sql, string>();

/** Opens two pools of at most `max` connections each; nothing is sent until the first query. */
export function openStore({ url, max = 10 }: { url: string; max?: number }): Store {
  // A plan made while a table was empty would be kept when it is full.
  const connection = { ...QUIET.connection, plan_cache_mode: "force_custom_plan" };
  const client = prepareOften(postgres(url, { max, ...QUIET, connection }));
  // Its commits reach the disk in order, but up to a moment later: what runs on it can be repeated.
  const sql = postgres(url, { max, ...QUIET, connection: { ...QUIET.connection, synchronous_commit: "off" } });
  addresses.set(sql, url);
  return {
    db: drizzle(client, { schema }),
    sql,
    url,
    close: async () => {
      await Promise.all([client.end({ timeout: 5 }), sql.end({ timeout: 5 })]);
    },
  };
}

/**
 * One lasting connection to the same database, for what belongs to a session (advisory locks). Unlike a connection
 * reserved from a pool it may be asked after it broke: it is then another session, and `onLost` was called when the
 * first one ended.
 */
export function openSession(sql: Sql, onLost: () => void): Sql {
  const url = addresses.get(sql);
  if (url === undefined) throw new Error("not a client of openStore");
  return postgres(url, { ...QUIET, max: 1, max_lifetime: null, onclose: onLost });
}
