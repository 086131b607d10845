import type { Database } from "@/db/client";
import { connections, members, users, workspaces } from "@/db/schema";

const DEMO_WORKSPACE_ID = "wsp_demo";
export const DEMO_USER_ID = "usr_demo";

/** A demo connection: its address and key are those of the built-in sandbox, filled in at run time. */
export interface DemoConnection {
  readonly connector: string;
  readonly name: string;
  readonly sandbox: string;
}

/** Makes the demo workspace, its owner and one connection per sandboxed system; what is there already stays as it is. */
export async function seedDemo({ db, demo }: { db: Database; demo: readonly DemoConnection[] }): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.insert(workspaces).values({ id: DEMO_WORKSPACE_ID, name: "Maison Lavande", demo: true }).onConflictDoNothing();
    // No password: the demo account only signs in through the demo button.
    const user = { id: DEMO_USER_ID, email: "demo@passerelle.invalid", name: "Camille Roche" };
    await tx.insert(users).values(user).onConflictDoNothing();
    await tx
      .insert(members)
      .values({ workspaceId: DEMO_WORKSPACE_ID, userId: DEMO_USER_ID, role: "owner" })
      .onConflictDoNothing();
    for (const { connector, name, sandbox } of demo) {
      const row = { id: `con_demo${sandbox}`, workspaceId: DEMO_WORKSPACE_ID, connector, name, sandbox, config: {} };
      await tx.insert(connections).values(row).onConflictDoNothing();
    }
  });
}
