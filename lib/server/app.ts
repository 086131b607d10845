import type { Sql } from "postgres";
import type { Database } from "@/db/client";
import type { Clock } from "@/lib/core/clock";
import type { Env } from "@/lib/server/env";
import type { AppLogger } from "@/lib/server/log";
import type { Sandboxes } from "@/lib/server/sandboxes";
import type { SecretBox } from "@/lib/server/secrets";

/** What every server function is given: the ports of one running installation. Made by `compose.ts`, or by a test. */
export interface App {
  readonly env: Env;
  readonly log: AppLogger;
  readonly db: Database;
  /** For LISTEN/NOTIFY and the executor; never for what a query of `db/queries` can do. */
  readonly sql: Sql;
  readonly secrets: SecretBox;
  readonly sandboxes: Sandboxes;
  readonly clock: Clock;
  /** Tells the relay that the outbox has something to send; it finds out by itself a little later. */
  readonly wakeRelay: () => void;
}
