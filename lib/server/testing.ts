import { insertUser } from "@/db/queries/accounts";
import { insertWorkspace, setMember } from "@/db/queries/workspaces";
import type { Role } from "@/db/schema/workspaces";
import { openTestStore, type TestStore } from "@/db/testing";
import { systemClock } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import type { Access } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { parseEnv } from "@/lib/server/env";
import { createLog } from "@/lib/server/log";
import { NO_SANDBOXES } from "@/lib/server/sandboxes";
import { createSecretBox } from "@/lib/server/secrets";

export interface TestApp {
  readonly app: App;
  readonly store: TestStore;
  /** A new workspace with one member of this role. */
  newAccess(role?: Role): Promise<Access & { readonly userId: string }>;
  close(): Promise<void>;
}

/** An installation on a Postgres of its own, without sandboxes or executor, for one test file. */
export async function createTestApp(environment: Record<string, string> = {}): Promise<TestApp> {
  const store = await openTestStore();
  const env = parseEnv({ PASSERELLE_LOG_LEVEL: "silent", PASSERELLE_ALLOW_PRIVATE_NETWORK: "1", ...environment });
  const app: App = {
    env,
    log: createLog({ level: env.logLevel }),
    db: store.db,
    sql: store.sql,
    secrets: createSecretBox({ secret: "a secret of the tests" }),
    sandboxes: NO_SANDBOXES,
    clock: systemClock,
    wakeRelay: () => undefined,
  };
  return {
    app,
    store,
    newAccess: async (role = "owner") => {
      const { db } = app;
      const userId = await insertUser({ db, email: `${newId("usr")}@example.com`, name: "Test", passwordHash: null });
      const workspaceId = await insertWorkspace({ db, name: "Test" });
      await setMember({ db, workspaceId, userId, role });
      return { workspaceId, role, actor: userId, userId };
    },
    close: () => store.close(),
  };
}
